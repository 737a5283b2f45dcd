"""Threads: what both sides of a talk with a person share."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from dialogue.phrase import Phrase, Words, msgid, phrase
from dialogue.prompt import Say
from handlers.colleagues import role_words
from handlers.context import Context
from handlers.places import named
from handlers.router import Says
from models.answerer import ANSWERS
from models.thread import CLOSED, GIVEN, HELPER, VISITOR, Thread, ThreadLine, texts_of

SILENCE: Final = timedelta(hours=24)
"""After which a talk in which nobody writes is over."""

GATHERED: Final = timedelta(seconds=30)
"""For how long the lines of a helper are gathered into one push."""

WAITS: Final = "someone waits"
"""The subject of the notice to those who may answer."""

LINES: Final = "lines:"
"""How the subjects of what a person wrote begin."""

WAITING, TAKE = "human.waiting", "human.take"
"""The acts of buttons that list who waits, and take one of them."""

_TOLD: Final = 20
_LANGUAGES: Final = {"th": msgid("Thai"), "lo": msgid("Lao")}


def subject_of(thread: Thread) -> str:
    """Name what a push or a parked word of a thread is about."""
    return f"thread:{thread.id}"


def lines_subject(lines: Sequence[ThreadLine]) -> str:
    """Name the words of some lines where they are parked, after a refused reply."""
    return f"{LINES}{lines[0].thread_id}:{lines[0].id}"


def language_words(language: str) -> Phrase:
    """Name a language."""
    return phrase(_LANGUAGES["lo" if language == "lo" else "th"])


def area_words(area: str, ctx: Context) -> Words:
    """Name the area of a thread."""
    return named(area, ctx) if area else phrase(msgid("place not said"))


def role_in(thread: Thread, ctx: Context) -> str:
    """Tell in which role the contact may answer a thread; "" when they may not."""
    me = ctx.someone
    if thread.contact_id == me.id or thread.is_demo != me.is_demo:
        return ""
    held = [one.role for one in ctx.memberships.of(me.id) if _meet(one.area, thread.area)]
    if "coordinator" in held:
        return "coordinator"
    return "volunteer" if "volunteer" in held and thread.language in spoken_by(ctx) else ""


def may_answer(ctx: Context) -> bool:
    """Tell whether the contact may answer anybody."""
    return ctx.has_role("coordinator") or bool(spoken_by(ctx))


def is_permitted(ctx: Context) -> bool:
    """Tell whether the contact is a volunteer who is permitted to answer."""
    if not ctx.has_role("volunteer"):
        return False
    return any(one.name == ANSWERS for one in ctx.permissions.of(ctx.someone.id))


def spoken_by(ctx: Context) -> list[str]:
    """List the languages in which the contact takes questions as a volunteer."""
    takes = ctx.answerers.get(ctx.someone.id) if is_permitted(ctx) else None
    return [] if takes is None else takes.languages.split()


def call_helpers(thread: Thread, ctx: Context) -> Says:
    """Tell those who may answer that someone waits, with their next replies."""
    text = msgid("Someone waits for an answer in {language}, {area}. To answer, type “who waits”.")
    language, area = language_words(thread.language), area_words(thread.area, ctx)
    line = phrase(text, language=language, area=area)
    found = ctx.answerers.for_thread(
        thread.area, thread.language, is_demo=thread.is_demo, most=_TOLD
    )
    besides = {thread.contact_id, ctx.someone.id}
    return tuple(Say(lines=(line,), subject=WAITS, to=to) for to in found if to not in besides)


def call_off(thread: Thread, ctx: Context) -> None:
    """Take the notice back where nobody else waits."""
    if any(one.id != thread.id for one in ctx.threads.waiting(is_demo=thread.is_demo)):
        return
    for contact_id in ctx.answerers.for_thread(
        thread.area, thread.language, is_demo=thread.is_demo, most=_TOLD
    ):
        ctx.parked.drop(contact_id, WAITS)


def hand_back(thread: Thread, ctx: Context) -> Says:
    """Let a thread wait for somebody else, who will see what was written so far."""
    thread.helper_id, thread.helper_role = None, ""
    return call_helpers(thread, ctx)


def close(thread: Thread, ctx: Context) -> None:
    """End a thread; what is written is erased as soon as nothing of it waits to be sent."""
    if thread.helper_id is None:
        call_off(thread, ctx)
        ctx.threads.drop(*ctx.threads.unsent(thread.id, VISITOR))  # nobody is going to read them
    thread.state = CLOSED


def given(lines: Sequence[ThreadLine]) -> tuple[str, ...]:
    """Mark lines as given to the other side, and give their words."""
    for line in lines:
        line.state = GIVEN
    return texts_of(lines)


def for_visitor(thread: Thread, lines: Sequence[ThreadLine]) -> Say:
    """Say what a helper wrote, in the helper's role."""
    speaker = role_words(thread.helper_role) if thread.helper_role else None
    return Say(lines=given(lines), speaker=speaker, subject=lines_subject(lines))


def for_helper(thread: Thread, lines: Sequence[ThreadLine]) -> Say:
    """Say what a visitor wrote, under the code of the thread."""
    head = phrase(msgid("{code} writes:"), code=thread.code)
    return Say(lines=(head, *given(lines)), subject=lines_subject(lines))


def told_so_far(thread: Thread, lines: Sequence[ThreadLine]) -> Say:
    """Say all that is kept of a thread to whoever takes it."""
    said: list[Words] = []
    for line in lines:
        if (text := line.text) is not None:
            before = thread.code if line.by == VISITOR else phrase(msgid("Answered"))
            said.append(phrase(msgid("{who}: {text}"), who=before, text=text))
        if line.by == VISITOR:
            line.state = GIVEN
    if not said:
        said = [phrase(msgid("{code} has not written yet."), code=thread.code)]
    return Say(lines=tuple(said))


def price(ctx: Context) -> Phrase:
    """Tell what one push costs."""
    month = ctx.pushes.month()
    if month.left is None:
        return phrase(msgid("Price: 1 message."))
    return phrase(msgid("Price: 1 message of the {left} left this month."), left=month.left)


def waits_for(me: str, thread: Thread) -> str:
    """Tell whose lines of a thread are for this contact; "" for none."""
    if thread.contact_id == me:
        return HELPER
    return VISITOR if thread.helper_id == me else ""


def _meet(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
