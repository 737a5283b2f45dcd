"""What is said of somebody's own appointments: no illness, no name, no day on a shared phone."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from dialogue.phrase import Phrase, Words, msgid, phrase
from dialogue.prompt import AnyButton, Button, Card, Picker, Say
from dialogue.reminding.appointments import BEFORE, HELP, MORNING, over_at, tellings
from dialogue.rules.anchors import day_in
from dialogue.tap import Tap
from handlers.buttons import button, to_menu
from handlers.context import Context
from handlers.phone_hours import hours_of
from models.appointment import CHILD, VISIT, Appointment
from models.push import APPOINTMENTS

ACT: Final = "appoint"
"""The act of the button that offers to be reminded, and lists what somebody is reminded of."""

NEW, ON, TELL, KEEP = "appoint.new", "appoint.on", "appoint.tell", "appoint.keep"
WORD, MOVE, WENT = "appoint.word", "appoint.move", "appoint.went"
ERASE, HELPED = "appoint.erase", "appoint.help"
MOST: Final = 10
"""Appointments that somebody may have at once."""

TELLS: Final = {
    "both": (HELP, BEFORE, MORNING),
    "before": (HELP, BEFORE),
    "morning": (HELP, MORNING),
}
_SAID: Final = {
    "both": msgid("The day before and that morning"),
    "before": msgid("The day before"),
    "morning": msgid("That morning"),
}
_KINDS: Final = {VISIT: msgid("Appointment"), CHILD: msgid("Child’s vaccine")}
_KEPT: Final = timedelta(days=2)  # after its day
_YEAR: Final = timedelta(days=366)


def offer() -> Button:
    """Give the button that offers to be reminded."""
    return button(msgid("Remind me of it"), ACT)


def to_list() -> Button:
    """Give the button that leads to somebody's appointments."""
    return button(msgid("My appointments"), ACT)


def day_of(due_on: date, due_time: str) -> date | datetime:
    """Give the day, with its hour where one was chosen, as a value of a phrase."""
    return datetime.combine(due_on, time.fromisoformat(due_time)) if due_time else due_on


def picked(value: str, ctx: Context) -> tuple[date, str] | None:
    """Read what a picker gave; None where it is no day from tomorrow to a year ahead."""
    day, today = day_in(value), ctx.moment.today
    if day is None or not today < day <= today + _YEAR:
        return None
    hour = value[11:16] if len(value) > len("2026-12-10t") else ""
    try:
        return day, time.fromisoformat(hour).strftime("%H:%M") if hour else ""
    except ValueError:
        return None


def pickers(act: str, value: str, ctx: Context) -> tuple[Picker, ...]:
    """Give the buttons that choose the day, or the day and its hour."""
    first, last = ctx.moment.today + timedelta(days=1), ctx.moment.today + _YEAR
    tap = Tap(act=act, value=value)
    return (
        Picker(
            label=phrase(msgid("Choose the day")),
            tap=tap,
            mode="date",
            initial=first.isoformat(),
            least=first.isoformat(),
            most=last.isoformat(),
        ),
        Picker(
            label=phrase(msgid("Day and hour")),
            tap=tap,
            mode="datetime",
            initial=f"{first}t09:00",
            least=f"{first}t00:00",
            most=f"{last}t23:59",
        ),
    )


def ask_kind() -> Say:
    """Ask for what little is needed: whether it is for a child's vaccine or not."""
    lines = (
        phrase(msgid("This bot can remind you of an appointment. What is it for?")),
        phrase(msgid("You need not say more: any other is kept as “appointment”.")),
    )
    buttons = tuple(button(label, NEW, kind) for kind, label in _KINDS.items())
    return Say(lines=lines, buttons=(*buttons, to_menu()))


def ask_day(kind: str, ctx: Context) -> Say:
    """Ask for the day."""
    text = msgid("On which day is it? Use a button below; typed words are not kept.")
    return Say(lines=(phrase(text),), buttons=(*pickers(ON, kind, ctx), to_menu()))


def ask_when(kind: str, day: str) -> Say:
    """Ask when to be told."""
    buttons = (button(label, TELL, f"{kind},{day},{when}") for when, label in _SAID.items())
    return Say(lines=(phrase(msgid("When shall we remind you?")),), buttons=tuple(buttons))


def ask_consent(value: str, due_on: date, due_time: str, steps: Sequence[str], ctx: Context) -> Say:
    """Say what would be kept and until when, and ask for one tap."""
    kept = msgid(
        "Kept here: the day, the hour if chosen, when to remind you, whether it is for a child’s"
        " vaccine, and a code word if you give one. No illness, no name. It is erased by {day}, or"
        " as soon as you want."
    )
    seen = msgid("Whoever uses this phone can read a reminder.")
    told = _told_on(due_on, due_time, steps, ctx)
    lines = (
        phrase(msgid("Appointment: {day}"), day=day_of(due_on, due_time)),
        *(phrase(msgid("You are reminded on {day}."), day=day) for day in told),
        phrase(kept, day=due_on + _KEPT),
        phrase(seen),
    )
    yes = button(msgid("I agree, remind me"), KEEP, value)
    return Say(lines=lines, buttons=(yes, button(msgid("Do not keep"), "menu")))


def card(row: Appointment, ctx: Context) -> Card:
    """Show an appointment to whoever asked for it, with all that can be done with it."""
    lines = (
        phrase(msgid("Appointment: {day}"), day=day_of(row.due_on, row.due_time)),
        *((phrase(msgid("Code word: {word}"), word=row.word),) if row.word else ()),
    )
    buttons: list[AnyButton] = [
        button(msgid("I went"), WENT, row.id),
        _moving(row, ctx),
        button(msgid("Code word"), WORD, row.id),
        _helping(row),
        button(msgid("Erase"), ERASE, row.id),
    ]
    return Card(title=phrase(_KINDS[row.kind]), lines=lines, buttons=tuple(buttons))


def notice(rows: Sequence[Appointment], ctx: Context) -> Say:
    """Write the notice: one sentence for each; a newer one takes the place of one that waits."""
    zone = ctx.moment.zone
    return Say(
        lines=(),
        cards=tuple(_reminding(row, ctx) for row in rows),
        subject=APPOINTMENTS,
        private=True,
        until=max(over_at(row.due_on, row.due_time, zone) for row in rows),
    )


def in_list(rows: Sequence[Appointment]) -> list[Words]:
    """Name appointments in a list of what is kept."""
    text = msgid("Appointment kept: {day}, until {until}")
    return [
        phrase(text, day=day_of(row.due_on, row.due_time), until=row.due_on + _KEPT) for row in rows
    ]


def _reminding(row: Appointment, ctx: Context) -> Card:
    buttons: tuple[AnyButton, ...] = (button(msgid("I went"), WENT, row.id), _moving(row, ctx))
    return Card(
        title=phrase(msgid("A reminder")),
        lines=(_sentence(row, ctx.moment.today),),
        buttons=(*buttons, _helping(row), to_list()),
    )


def _sentence(row: Appointment, today: date) -> Phrase:
    if row.word:
        near = msgid("The day of “{word}” is near.")
        return phrase(
            msgid("It is the day of “{word}”.") if row.due_on == today else near, word=row.word
        )
    text = msgid("You have an appointment: {day}.")
    return phrase(text, day=day_of(row.due_on, row.due_time))


def _moving(row: Appointment, ctx: Context) -> Picker:
    return Picker(
        label=phrase(msgid("Move")),
        tap=Tap(act=MOVE, value=row.id),
        mode="datetime" if row.due_time else "date",
        least=_least(row, ctx),
    )


def _least(row: Appointment, ctx: Context) -> str:
    first = ctx.moment.today + timedelta(days=1)
    return f"{first}t00:00" if row.due_time else first.isoformat()


def _helping(row: Appointment) -> Button:
    return button(msgid("Transport, interpreter"), HELPED, row.id)


def _told_on(due_on: date, due_time: str, steps: Sequence[str], ctx: Context) -> Iterator[datetime]:
    hours = hours_of(ctx.wishes.of(ctx.someone.id))
    planned = tellings(due_on, due_time, steps, hours, ctx.moment.now)
    yield from (one.push_at for one in planned)
