"""Answering people: who waits, one of them taken, and what is typed goes to them until the end."""

from collections.abc import Callable
from typing import Final

from dialogue.phrase import Phrase, msgid, phrase
from dialogue.prompt import AnyButton, Button, Say
from dialogue.reading.person_words import says_end, says_hand_on, says_takes, says_waiting
from dialogue.reading.steering import says_what_to_do, steering
from dialogue.tap import Tap
from handlers.asking import tap_of
from handlers.buttons import button, to_menu
from handlers.context import Context
from handlers.drafting import show_waiting as show_question
from handlers.happened import Happened, RoleEnded
from handlers.incoming import Incoming, PushUnsent, Tapped, Wrote
from handlers.router import Router, Says
from handlers.threads import (
    TAKE,
    WAITING,
    area_words,
    call_off,
    close,
    hand_back,
    is_permitted,
    language_words,
    may_answer,
    price,
    role_in,
    subject_of,
    told_so_far,
)
from models.thread import HELPER, Thread, ThreadLine

_END, _HAND_ON, _TAKES = "human.end", "human.on", "human.takes"
_SHOWN: Final = 6
_SPOKEN: Final = ("th", "lo", "th lo")
_OFF: Final = "off"

inner = Router()
router = Router()


@inner.on(PushUnsent)
def tell_unsent(event: PushUnsent, _ctx: Context) -> Says:
    """Tell whoever answers that their words were not pushed."""
    text = (
        msgid("No message is left this month. What you wrote reaches them when they write next.")
        if event.why == "quota"
        else msgid("LINE did not take what you wrote, so it was not sent.")
    )
    return (Say(lines=(phrase(text),), subject=f"unsent:{event.subject}"[:120]),)


@router.on(Wrote, Tapped)
def show_waiting(event: Incoming, ctx: Context) -> Says | None:
    """List who waits, to whoever may answer."""
    typed = isinstance(event, Wrote) and says_waiting(event.text)
    if not typed and tap_of(event, WAITING) is None:
        return None
    if not may_answer(ctx):
        return _not_permitted() if is_permitted(ctx) else None
    found = [one for one in ctx.threads.waiting(is_demo=ctx.someone.is_demo) if role_in(one, ctx)]
    if not found:
        text = msgid("Nobody waits for an answer now.")
        return (Say(lines=(phrase(text),), buttons=(to_menu(),)),)
    lines = (phrase(msgid("These people wait for an answer.")), *(_line(o, ctx) for o in found))
    takes = tuple(_take(one) for one in found[:_SHOWN])
    return (Say(lines=lines[: _SHOWN + 1], buttons=takes),)


@router.on(Tapped)
def take(event: Tapped, ctx: Context) -> Says | None:
    """Take one of them; of two who tap at once, one gets it."""
    tap = tap_of(event, TAKE)
    if tap is None:
        return None
    thread, mine = ctx.threads.get(tap.value), ctx.threads.held_by(ctx.someone.id)
    if mine is not None and (thread is None or mine.id != thread.id):
        text = msgid("You are answering {code} now. End that talk first, or hand it on.")
        return (Say(lines=(phrase(text, code=mine.code),), buttons=_endings(mine)),)
    if (busy := _is_busy(ctx)) is not None:
        return busy
    if thread is None or not thread.is_open or not (role := role_in(thread, ctx)):
        return (_gone(),)
    if thread.helper_id not in {None, ctx.someone.id}:
        text = msgid("Somebody else has taken this one.")
        return (Say(lines=(phrase(text),), buttons=(button(msgid("Who waits"), WAITING),)),)
    call_off(thread, ctx)
    thread.helper_id, thread.helper_role = ctx.someone.id, role
    how = msgid("All that you type now goes to {code}, gathered for half a minute, until “end”.")
    where = msgid("Answer in {language}. Place: {area}.")
    area = area_words(thread.area, ctx)
    lines = (
        phrase(how, code=thread.code),
        phrase(where, language=language_words(thread.language), area=area),
        _cost(ctx),
    )
    so_far = told_so_far(thread, ctx.threads.lines(thread.id))
    return (so_far, Say(lines=lines, buttons=_endings(thread)))


@router.on(Wrote, Tapped)
def end(event: Incoming, ctx: Context) -> Says | None:
    """End the talk."""
    thread = _held(event, _END, ctx) or _held_by_word(event, says_end, ctx)
    if thread is None:
        return _over(ctx) if tap_of(event, _END) is not None else None
    close(thread, ctx)
    over = msgid("The talk with a person is over. You can ask again at any time.")
    told = Say(lines=(phrase(over),), subject=subject_of(thread), to=thread.contact_id)
    text = msgid("The talk with {code} is over. What was read is erased now.")
    waits = button(msgid("Who waits"), WAITING)
    return (told, Say(lines=(phrase(text, code=thread.code),), buttons=(waits,)))


@router.on(Wrote, Tapped)
def hand_on(event: Incoming, ctx: Context) -> Says | None:
    """Give the talk back, for somebody else to take."""
    thread = _held(event, _HAND_ON, ctx) or _held_by_word(event, says_hand_on, ctx)
    if thread is None:
        return _over(ctx) if tap_of(event, _HAND_ON) is not None else None
    told = hand_back(thread, ctx)
    text = msgid("{code} waits for somebody else now, who will see what was written so far.")
    waits = button(msgid("Who waits"), WAITING)
    return (*told, Say(lines=(phrase(text, code=thread.code),), buttons=(waits,)))


@router.on(Wrote, Tapped)
def takes_questions(event: Incoming, ctx: Context) -> Says | None:
    """Let a volunteer who is permitted say in which languages they take questions."""
    tap = tap_of(event, _TAKES)
    typed = isinstance(event, Wrote) and says_takes(event.text)
    if tap is None and not typed:
        return None
    if not is_permitted(ctx):
        text = msgid("Only those who are permitted take questions. Ask your coordinator.")
        return (Say(lines=(phrase(text),)),) if ctx.has_role("volunteer") or tap else None
    held = ctx.answerers.get(ctx.someone.id)
    if tap is not None and tap.value in _SPOKEN:
        ctx.answerers.put(ctx.someone.id, tap.value, ctx.moment.now)
        return (_taking(tap.value),)
    if tap is not None and tap.value == _OFF:
        if held is not None:
            ctx.answerers.drop(held)
        return (_taking(""),)
    return (_taking("" if held is None else held.languages),)


@router.on(Wrote)
def speak(event: Wrote, ctx: Context) -> Says | None:
    """Pass on what is typed; what the bot is asked with one word stays with the bot."""
    thread = ctx.threads.held_by(ctx.someone.id)
    if thread is None or ctx.asked is not None or _is_for_the_bot(event.text, ctx):
        return None
    if not role_in(thread, ctx):  # the role or the permission was taken meanwhile
        text = msgid("You may not answer any more. What you typed was not sent.")
        return (*hand_back(thread, ctx), Say(lines=(phrase(text),)))
    begins = not ctx.threads.unsent(thread.id, HELPER)
    line = ThreadLine(
        id=ctx.moment.new_id(),
        thread_id=thread.id,
        by=HELPER,
        said_at=ctx.moment.now,
        message_id=event.message_id[:80],
    )
    ctx.threads.write(line, event.text)
    thread.touched_at = ctx.moment.now
    return (Say(lines=_going(ctx), buttons=_endings(thread)),) if begins else ()


def after_role(event: Happened, ctx: Context) -> Says:
    """Let the talk of somebody who may not answer any more wait for somebody else."""
    if not isinstance(event, RoleEnded):
        return ()
    held = ctx.answerers.get(event.contact_id)
    if held is not None and not any(
        one.role == "volunteer" for one in ctx.memberships.of(event.contact_id)
    ):
        ctx.answerers.drop(held)
    thread = ctx.threads.held_by(event.contact_id)
    return () if thread is None else hand_back(thread, ctx)


def _is_busy(ctx: Context) -> Says | None:
    """Say what has to end first: what is typed cannot go to two places."""
    if ctx.threads.asked_by(ctx.someone.id) is not None:
        text = msgid("You are writing to a person yourself. End that talk first.")
        return (Say(lines=(phrase(text),)),)
    if ctx.drafts.open_of(ctx.someone.id) is None:
        return None
    text = msgid("A form is open. To answer somebody, pause it first: type “pause”.")
    return (Say(lines=(phrase(text),)), *show_question(ctx))


def _held(event: Incoming, act: str, ctx: Context) -> Thread | None:
    tap = tap_of(event, act)
    thread = None if tap is None else ctx.threads.held_by(ctx.someone.id)
    return thread if thread is not None and tap is not None and tap.value == thread.id else None


def _held_by_word(event: Incoming, says: Callable[[str], bool], ctx: Context) -> Thread | None:
    if not isinstance(event, Wrote) or not says(event.text) or ctx.asked is not None:
        return None
    if ctx.drafts.open_of(ctx.someone.id) is not None:
        return None
    return ctx.threads.held_by(ctx.someone.id)


def _is_for_the_bot(text: str, ctx: Context) -> bool:
    busy = ctx.drafts.open_of(ctx.someone.id) is not None
    return busy or steering(text) is not None or says_what_to_do(text)


def _line(thread: Thread, ctx: Context) -> Phrase:
    text = msgid("{code}: {language}, {area}, since {at}")
    area = area_words(thread.area, ctx)
    language = language_words(thread.language)
    at = thread.opened_at.astimezone(ctx.moment.zone)
    return phrase(text, code=thread.code, language=language, area=area, at=at)


def _take(thread: Thread) -> AnyButton:
    label = phrase(msgid("Answer {code}"), code=thread.code)
    return Button(label=label, tap=Tap(act=TAKE, value=thread.id))


def _endings(thread: Thread) -> tuple[AnyButton, ...]:
    return (
        button(msgid("End the talk"), _END, thread.id),
        button(msgid("Hand on"), _HAND_ON, thread.id),
    )


def _going(ctx: Context) -> tuple[Phrase, ...]:
    if ctx.pushes.month().is_used_up:
        text = msgid("No message is left this month. What you type reaches them when they write.")
        return (phrase(text),)
    return (
        phrase(msgid("It goes in half a minute, with all that you type until then.")),
        price(ctx),
    )


def _cost(ctx: Context) -> Phrase:
    if ctx.pushes.month().is_used_up:
        return _going(ctx)[0]
    return price(ctx)


def _taking(languages: str) -> Say:
    if not languages:
        lines: tuple[Phrase, ...] = (phrase(msgid("You take no questions now.")),)
    else:
        spoken = [language_words(one) for one in languages.split()]
        text = msgid("You take questions in {language}.")
        lines = tuple(phrase(text, language=one) for one in spoken)
    buttons = (
        button(msgid("Take questions in Thai"), _TAKES, "th"),
        button(msgid("Take questions in Lao"), _TAKES, "lo"),
        button(msgid("Take both"), _TAKES, "th lo"),
        *((button(msgid("Take none"), _TAKES, _OFF),) if languages else ()),
    )
    return Say(lines=lines, buttons=buttons)


def _not_permitted() -> Says:
    text = msgid("To answer people, first say in which language: type “take questions”.")
    return (Say(lines=(phrase(text),), buttons=(button(msgid("Take questions"), _TAKES),)),)


def _gone() -> Say:
    text = msgid("This talk is over, or not in your area or language.")
    return Say(lines=(phrase(text),), buttons=(button(msgid("Who waits"), WAITING),))


def _over(ctx: Context) -> Says:
    mine = ctx.threads.held_by(ctx.someone.id)
    text = msgid("This talk was over before. Nothing was changed.")
    return (Say(lines=(phrase(text),), buttons=() if mine is None else _endings(mine)),)
