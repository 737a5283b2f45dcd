"""Asking a person: whom to call first, then a talk in writing that somebody answers."""

from typing import Final

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Say
from dialogue.reading.person_words import says_end, says_person
from dialogue.reading.steering import says_erase_me, says_my_data, steering
from handlers.asking import ask, asked, tap_of
from handlers.buttons import button, to_menu
from handlers.colleagues import joined_up, parted
from handlers.context import Context
from handlers.drafting import show_waiting
from handlers.happened import Happened, TopicOpens
from handlers.incoming import (
    Incoming,
    Left,
    Picked,
    Sent,
    Shared,
    Tapped,
    ThreadSilent,
    Unreadable,
    Unsent,
    Wrote,
)
from handlers.places import sought, which
from handlers.router import Router, Says
from handlers.thread_words import (
    ACT,
    AT,
    END,
    IN,
    WRITE,
    YES,
    ask_consent,
    ask_language,
    ask_place,
    calls,
    expected,
    hours,
    numbers,
    step_tap,
)
from handlers.threads import (
    SILENCE,
    call_helpers,
    close,
    for_helper,
    for_visitor,
    subject_of,
    waits_for,
)
from models.thread import VISITOR, Thread, ThreadLine

AREA: Final = "human.area"
watcher = Router()
inner = Router()
router = Router()


@watcher.on(Wrote, Tapped, Picked, Shared, Sent, Unreadable)
def bring(event: Incoming, ctx: Context) -> Says | None:
    """Put the words of the other side in front of any answer: so they cost nothing."""
    if ctx.contact is None or not event.can_reply:
        return None
    me = ctx.contact.id
    threads = ctx.threads.of(me)
    if not threads or ctx.drafts.open_of(me) is not None:
        return None
    says: list[Say] = []
    for thread in threads:
        lines = ctx.threads.unsent(thread.id, waits_for(me, thread))
        if lines:
            says.append((for_visitor if thread.contact_id == me else for_helper)(thread, lines))
    return tuple(says)


@watcher.on(Unsent)
def take_back(event: Unsent, ctx: Context) -> Says | None:
    """Erase what its writer took back."""
    threads = ctx.threads.of(event.lane)
    if threads:
        ctx.threads.take_back(event.message_id, [one.id for one in threads])
    return None


@watcher.on(Left)
def part(event: Left, ctx: Context) -> Says | None:
    """End the talk of someone who blocked the bot."""
    thread = None if ctx.contact is None else ctx.threads.asked_by(event.lane)
    return None if thread is None else _close(thread, ctx)


@inner.on(ThreadSilent)
def fall_silent(event: ThreadSilent, ctx: Context) -> Says:
    """End a talk in which nobody wrote for a day."""
    thread = ctx.threads.get(event.thread_id)
    if thread is None or not thread.is_open or ctx.moment.now - thread.touched_at < SILENCE:
        return ()
    text = (
        msgid("Nobody could answer you in time. Please call 1330, day or night, or ask again.")
        if thread.helper_id is None
        else msgid("Nobody wrote for a day, so the talk with a person is over. You can ask again.")
    )
    said = Say(lines=(phrase(text),), subject=subject_of(thread), to=thread.contact_id)
    return (*_close(thread, ctx), said)


@router.on(Wrote, Tapped)
def begin(event: Incoming, ctx: Context) -> Says | None:
    """Say whom to call, and offer to write."""
    tap = tap_of(event, ACT)
    typed = isinstance(event, Wrote) and says_person(event.text)
    if not typed and (tap is None or tap.value):
        return None
    return _begun(ctx)


def after_topic(event: Happened, ctx: Context) -> Says:
    """Do the same for whoever asked for it in other words."""
    return _begun(ctx) if isinstance(event, TopicOpens) and event.act == ACT else ()


def _begun(ctx: Context) -> Says:
    if ctx.threads.asked_by(ctx.someone.id) is not None:
        return (_going_on(),)
    if ctx.drafts.open_of(ctx.someone.id) is not None:
        text = msgid("A form is open. To write to a person, pause it first: type “pause”.")
        return (Say(lines=(*numbers(ctx), phrase(text)), buttons=calls(ctx)), *show_waiting(ctx))
    write = button(msgid("Write to a person here"), ACT, WRITE)
    lines = (*numbers(ctx), phrase(msgid("Or write to a person here.")), hours(ctx))
    return (Say(lines=lines, buttons=(*calls(ctx), write)),)


@router.on(Tapped)
def step(event: Tapped, ctx: Context) -> Says | None:
    """Lead from the language over the place to the one thing that must be agreed to."""
    tap = tap_of(event, ACT)
    if tap is None:
        return None
    what, language, area = parted(tap.value, 3)
    thread = ctx.threads.asked_by(ctx.someone.id)
    if what == END:
        return _no_talk() if thread is None else _ended(thread, ctx)
    if thread is not None:
        return (_going_on(),)
    if ctx.drafts.open_of(ctx.someone.id) is not None:
        text = msgid("A form is open. To write to a person, pause it first: type “pause”.")
        return (Say(lines=(phrase(text),)), *show_waiting(ctx))
    return _next(what, language, area, ctx)


@router.on(Wrote)
def place(event: Wrote, ctx: Context) -> Says | None:
    """Take the place that was typed, or ask which one is meant."""
    question = asked(AREA, ctx)
    if question is None or steering(event.text) is not None:
        return None
    language = question.about
    match = sought(event.text, ctx)
    if match.only is not None:
        return (ask_consent(language, match.only.code, ctx),)
    ask(AREA, ctx, about=language)
    skip = button(msgid("Skip"), ACT, joined_up(AT, language, ""))
    return (which(match, ctx, lambda code: step_tap(AT, language, code), buttons=(skip,)),)


@router.on(Wrote)
def speak(event: Wrote, ctx: Context) -> Says | None:
    """Pass on what is typed while a talk is open; say nothing once somebody answers."""
    thread = ctx.threads.asked_by(ctx.someone.id)
    if thread is None or ctx.asked is not None or _is_for_the_bot(event.text):
        return None
    if ctx.drafts.open_of(ctx.someone.id) is not None:
        return None
    if says_end(event.text):
        return _ended(thread, ctx)
    is_first = not ctx.threads.lines(thread.id)
    line = ThreadLine(
        id=ctx.moment.new_id(),
        thread_id=thread.id,
        by=VISITOR,
        said_at=ctx.moment.now,
        message_id=event.message_id[:80],
    )
    ctx.threads.write(line, event.text)
    thread.touched_at = ctx.moment.now
    if not is_first or thread.helper_id is not None:
        return ()
    sent = phrase(msgid("Sent. Please wait for an answer."))
    end = button(msgid("End the talk"), ACT, END)
    return (Say(lines=(sent, *expected(ctx)), buttons=(end,)),)


@router.on(Sent, Shared, Unreadable)
def refuse(event: Incoming, ctx: Context) -> Says | None:
    """Say that only words are passed on."""
    thread = None if ctx.contact is None else ctx.threads.asked_by(ctx.contact.id)
    if thread is None or ctx.drafts.open_of(ctx.someone.id) is not None:
        return None
    if isinstance(event, Sent) and event.media == "sticker":
        return ()
    text = msgid("Only typed words are passed on. What you sent was not kept.")
    return (Say(lines=(phrase(text),)),)


def _next(what: str, language: str, area: str, ctx: Context) -> Says:
    if language not in {"th", "lo"} or what not in {IN, AT, YES}:
        return (ask_language(),)
    if what == IN:
        ask(AREA, ctx, about=language)
        return (ask_place(language),)
    if what == AT:
        return (ask_consent(language, area, ctx),)
    return _open(language, area, ctx)


def _open(language: str, area: str, ctx: Context) -> Says:
    me = ctx.someone
    if ctx.threads.held_by(me.id) is not None:
        text = msgid("You are answering somebody now. End that talk first.")
        return (Say(lines=(phrase(text),)),)
    thread = ctx.threads.add(
        Thread(
            id=ctx.moment.new_id(),
            code=ctx.moment.new_id()[:4],
            contact_id=me.id,
            language=language,
            area=area if ctx.areas.get(area) is not None else "",
            is_demo=me.is_demo,
            state="open",
            opened_at=ctx.moment.now,
            touched_at=ctx.moment.now,
        )
    )
    lines = (
        phrase(msgid("Now type your question. A person will read it.")),
        *expected(ctx),
        phrase(msgid("The bot stays silent meanwhile. To end, type “end”.")),
    )
    end = button(msgid("End the talk"), ACT, END)
    return (Say(lines=lines, buttons=(end,)), *call_helpers(thread, ctx))


def _ended(thread: Thread, ctx: Context) -> Says:
    others = _close(thread, ctx)
    text = msgid("The talk is over. What was read is erased now. You can ask again at any time.")
    menu = to_menu()
    return (*others, Say(lines=(phrase(text),), buttons=(menu,), subject=subject_of(thread)))


def _close(thread: Thread, ctx: Context) -> Says:
    """End a talk, and tell whoever answers."""
    helper = thread.helper_id
    close(thread, ctx)
    if helper is None:
        return ()
    text = phrase(msgid("The talk with {code} is over."), code=thread.code)
    return (Say(lines=(text,), subject=subject_of(thread), to=helper),)


def _going_on() -> Say:
    text = msgid("You are writing to a person now. Type your words, or “end” to end it.")
    return Say(lines=(phrase(text),), buttons=(button(msgid("End the talk"), ACT, END),))


def _no_talk() -> Says:
    text = msgid("No talk with a person is open now.")
    return (Say(lines=(phrase(text),), buttons=(to_menu(),)),)


def _is_for_the_bot(text: str) -> bool:
    """Tell whether words are a right that nobody may have to ask a person for."""
    notices = steering(text) in {"quit_notices", "have_notices"}
    return notices or says_my_data(text) or says_erase_me(text)
