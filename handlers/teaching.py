"""Teaching: a coordinator tells what a question meant that was not understood."""

from collections.abc import Sequence
from typing import Final

from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import AnyButton, Button, Say
from dialogue.reading.cleaning import folded
from dialogue.reading.particles import stems
from dialogue.tap import Tap
from dialogue.topics.groups import grouped
from handlers.asking import tap_of
from handlers.buttons import button, to_menu, with_menu
from handlers.context import Context
from handlers.incoming import Incoming, Tapped, Wrote
from handlers.marking import ERASED, mark
from handlers.router import Router, Says
from handlers.topic_book import title_of
from handlers.topic_groups import GROUP_NAMES
from models.question import OUT_OF_SCOPE, KeptQuestion, TaughtPhrase

_WORDS: Final = frozenset(folded(word) for word in ("สอน", "สอนบอต", "ສອນ", "ສອນບອດ", "teach"))
_SHOW: Final = "teach"
_GROUP: Final = "teach.group"
_AS: Final = "teach.as"
_DROP: Final = "teach.drop"
_UNDO: Final = "teach.undo"
_GUESSES: Final = 3
_MOST_BUTTONS: Final = 9

router = Router()


@router.on(Wrote, Tapped)
def teach(event: Incoming, ctx: Context) -> Says | None:
    """Show a coordinator the questions that were kept one by one, and take what they mean."""
    tap = tap_of(event, _SHOW, _GROUP, _AS, _DROP, _UNDO)
    if tap is None and not (isinstance(event, Wrote) and _WORDS & set(stems(event.text))):
        return None
    if not ctx.has_role("coordinator"):
        return None
    if tap is None or tap.act == _SHOW:
        return (_next("" if tap is None else tap.value, ctx),)
    return _undone(tap.value, ctx) if tap.act == _UNDO else _decided(tap, ctx)


def _decided(tap: Tap, ctx: Context) -> Says:
    """Do with a question what a button asks for."""
    question_id, _, what = tap.value.partition(":")
    question = ctx.questions.get(question_id)
    if question is None:
        return (with_menu(msgid("This question is not here any more.")), _next(question_id, ctx))
    if tap.act == _GROUP:
        return (_group(question, what, ctx),)
    if tap.act == _AS:
        return _taught(question, what, ctx)
    ctx.questions.erase(question)
    mark(ERASED, "question", "", ctx)
    return (with_menu(msgid("The question is erased.")), _next(question_id, ctx, gone=1))


def _next(after: str, ctx: Context, *, gone: int = 0) -> Say:
    """Show the next question; `gone` were erased in this turn and are still counted."""
    is_demo = ctx.someone.is_demo
    question = ctx.questions.after(after, is_demo=is_demo)
    left = ctx.questions.count(is_demo=is_demo) - gone
    if question is None:
        text = (
            msgid("This was the last one. Type “teach” to see those that are left.")
            if left
            else msgid("No question waits to be taught.")
        )
        return with_menu(text)
    guesses = [guess.topic_id for guess in ctx.understand(question.text or "").guesses]
    lines: tuple[Words, ...] = (
        phrase(msgid("Questions that were not understood: {count}"), count=left),
        f"“{question.text}”",
        phrase(msgid("Which topic would have answered it?")),
    )
    return Say(
        lines=lines,
        buttons=(
            *_as_buttons(question, guesses, ctx)[:_GUESSES],
            button(msgid("Another topic"), _GROUP, question.id),
            button(msgid("No topic fits"), _AS, f"{question.id}:{OUT_OF_SCOPE}"),
            button(msgid("Erase it"), _DROP, question.id),
            button(msgid("Next question"), _SHOW, question.id),
            to_menu(),
        ),
    )


def _group(question: KeptQuestion, name: str, ctx: Context) -> Say:
    """Offer the groups, or the topics of one."""
    groups = grouped(ctx.topics.listed())
    buttons: Sequence[AnyButton]
    if name in groups:
        buttons = _as_buttons(question, groups[name], ctx)
    else:
        buttons = [button(GROUP_NAMES[each], _GROUP, f"{question.id}:{each}") for each in groups]
    lines = (f"“{question.text}”", phrase(msgid("Which topic would have answered it?")))
    return Say(lines=lines, buttons=tuple(buttons[:_MOST_BUTTONS]))


def _taught(question: KeptQuestion, topic_id: str, ctx: Context) -> Says:
    if topic_id != OUT_OF_SCOPE and topic_id not in ctx.topics.listed():
        return (_next("", ctx),)
    learned = TaughtPhrase(
        id=ctx.moment.new_id(),
        topic_id=topic_id,
        language=question.language,
        text=question.text or "",
        taught_at=ctx.moment.now,
    )
    ctx.questions.teach(learned)
    ctx.questions.erase(question)
    ctx.topics.learn_anew(learned.id)
    mark("taught", "topic", topic_id, ctx)
    title = title_of(topic_id, ctx) or phrase(msgid("no topic"))
    text = phrase(msgid("Learned: whoever asks like that means “{title}”."), title=title)
    undo = button(msgid("Take it back"), _UNDO, learned.id)
    return (Say(lines=(text,), buttons=(undo,)), _next(question.id, ctx, gone=1))


def _undone(phrase_id: str, ctx: Context) -> Says:
    learned = ctx.questions.phrase(phrase_id)
    if learned is not None:
        ctx.questions.unteach(learned)
        ctx.topics.learn_anew(ctx.moment.new_id())
        mark("untaught", "topic", learned.topic_id, ctx)
    return (with_menu(msgid("Taken back. The question is not kept any more.")), _next("", ctx))


def _as_buttons(question: KeptQuestion, topics: Sequence[str], ctx: Context) -> list[Button]:
    named = [(one, title_of(one, ctx)) for one in topics]
    return [
        Button(label=title, tap=Tap(act=_AS, value=f"{question.id}:{one}"))
        for one, title in named
        if title is not None
    ]
