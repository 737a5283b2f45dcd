"""Appointments: whoever wants to be reminded of their own says the day, and nothing else."""

from datetime import date
from typing import Final

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Say
from dialogue.reading.appointment_words import says_appointments
from dialogue.reading.steering import says_what_to_do, steering
from dialogue.tap import read
from handlers.appointment_keeping import erase, keep, move, say_anew
from handlers.appointment_words import (
    ACT,
    ERASE,
    HELPED,
    KEEP,
    MOST,
    MOVE,
    NEW,
    ON,
    TELL,
    TELLS,
    WENT,
    WORD,
    ask_consent,
    ask_day,
    ask_kind,
    ask_when,
    card,
    day_of,
    picked,
    to_list,
)
from handlers.asking import ask, asked, tap_of
from handlers.buttons import button, to_menu, with_menu
from handlers.context import Context
from handlers.incoming import Incoming, Picked, Tapped, Wrote
from handlers.router import Router, Says
from handlers.thread_words import ACT as PERSON
from handlers.thread_words import WRITE, calls, numbers
from models.appointment import KINDS, Appointment

_WORD_LENGTH: Final = 24

asking = Router()
router = Router()


@asking.on(Wrote)
def take_word(event: Wrote, ctx: Context) -> Says | None:
    """Take the code word that was typed; whatever steers elsewhere is none."""
    question = asked(WORD, ctx)
    if question is None or steering(event.text) is not None or says_what_to_do(event.text):
        return None
    row, word = _mine(question.about, ctx), " ".join(event.text.split())
    if row is None:
        return (_gone(),)
    if not word or len(word) > _WORD_LENGTH:
        ask(WORD, ctx, about=row.id)
        return (_ask_word(),)
    row.word = word
    say_anew(row, ctx)
    text = msgid("The reminder shows only the code word “{word}”.")
    return (Say(lines=(phrase(text, word=word),), buttons=(to_list(), to_menu())),)


@router.on(Wrote, Tapped)
def begin(event: Incoming, ctx: Context) -> Says | None:
    """Show what somebody is reminded of, or ask what for."""
    typed = isinstance(event, Wrote) and says_appointments(event.text)
    if typed and ctx.drafts.open_of(ctx.someone.id) is not None:
        return None
    if not typed and tap_of(event, ACT) is None:
        return None
    if not ctx.someone.wants_notices:
        text = msgid("You have stopped reminders, so none can come. Do you want them again?")
        again = button(msgid("Have reminders again"), "notices", "yes")
        return (Say(lines=(phrase(text),), buttons=(again, to_menu())),)
    rows = ctx.appointments.of(ctx.someone.id)
    return (_listed(rows, ctx),) if rows else (ask_kind(),)


@router.on(Tapped, Picked)
def arrange(event: Incoming, ctx: Context) -> Says | None:
    """Lead from the kind over the day to the sentence that must be agreed to."""
    tap = read(event.data) if isinstance(event, Tapped | Picked) else None
    if tap is None or tap.act not in {NEW, ON, TELL, KEEP}:
        return None
    kind, day, when = (*tap.value.split(","), "", "")[:3]
    if kind not in KINDS:
        return (ask_kind(),)
    if isinstance(event, Picked):
        day = event.value
    at = picked(day, ctx)
    if at is None:
        return (ask_day(kind, ctx),)
    if when not in TELLS:
        return (ask_when(kind, day[:16]),)
    if tap.act != KEEP:
        return (ask_consent(tap.value, *at, TELLS[when], ctx),)
    return (_kept(kind, at, when, ctx),)


def _kept(kind: str, at: tuple[date, str], when: str, ctx: Context) -> Say:
    rows = ctx.appointments.of(ctx.someone.id)
    if len(rows) >= MOST:
        return with_menu(msgid("That is as many as can be kept. Erase one first."))
    if any((one.kind, one.due_on, one.due_time) == (kind, *at) for one in rows):
        return _listed(rows, ctx)  # the button was tapped twice
    row = keep(kind, *at, when, ctx)
    text = msgid("Kept. If others use this phone, give a code word that only you understand.")
    word = button(msgid("Code word"), WORD, row.id)
    return Say(lines=(phrase(text),), buttons=(word, to_list(), to_menu()))


@router.on(Tapped, Picked)
def change(event: Incoming, ctx: Context) -> Says | None:
    """Move an appointment, end or erase it, or ask for its code word."""
    tap = read(event.data) if isinstance(event, Tapped | Picked) else None
    if tap is None or tap.act not in {MOVE, WENT, ERASE, WORD, HELPED}:
        return None
    if tap.act == HELPED:
        return (_help(ctx),)
    row = _mine(tap.value, ctx)
    if row is None:
        return (_gone(),)
    if tap.act == MOVE:
        return (_moved(row, event, ctx),)
    if tap.act == WORD:
        ask(WORD, ctx, about=row.id)
        return (_ask_word(),)
    erase([row], ctx)
    text = (
        msgid("Good that you went. The appointment is erased here.")
        if tap.act == WENT
        else msgid("The appointment is erased here.")
    )
    another = button(msgid("Another appointment"), NEW)
    return (Say(lines=(phrase(text),), buttons=(another, to_menu())),)


def _moved(row: Appointment, event: Incoming, ctx: Context) -> Say:
    at = picked(event.value, ctx) if isinstance(event, Picked) else None
    if at is None:
        return with_menu(msgid("This day cannot be taken. Choose one from tomorrow on."))
    move(row, *at, ctx)
    text = msgid("Moved to {day}.")
    return Say(lines=(phrase(text, day=day_of(*at)),), buttons=(to_list(), to_menu()))


def _listed(rows: list[Appointment], ctx: Context) -> Say:
    cards = tuple(card(row, ctx) for row in rows)
    another = button(msgid("Another appointment"), NEW)
    lines = (phrase(msgid("You are reminded of these.")),)
    return Say(lines=lines, cards=cards, buttons=(another, to_menu()), private=True)


def _help(ctx: Context) -> Say:
    """Offer whom to ask for a lift or an interpreter; nothing of it is kept."""
    text = msgid("A person can help you find transport or an interpreter. Call, or write here.")
    write = button(msgid("Write to a person here"), PERSON, WRITE)
    return Say(lines=(phrase(text), *numbers(ctx)), buttons=(write, *calls(ctx), to_menu()))


def _ask_word() -> Say:
    lines = (
        phrase(msgid("Type one word that only you understand, such as “market”.")),
        phrase(msgid("No illness and no name. At most {most} letters."), most=_WORD_LENGTH),
    )
    no = button(msgid("No code word"), ACT)
    return Say(lines=lines, buttons=(no,))


def _mine(appointment_id: str, ctx: Context) -> Appointment | None:
    row = ctx.appointments.get(appointment_id)
    return row if row is not None and row.contact_id == ctx.someone.id else None


def _gone() -> Say:
    return with_menu(msgid("This appointment is not kept any more."))
