"""Narrowing a broadcast down by an answer: a form, one of its questions, and what was said."""

from collections.abc import Callable
from functools import partial
from typing import Final

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Button, Choice, Say
from dialogue.questioned import answer_in, question_in
from handlers.asking import number_in
from handlers.broadcast_steps import CHOOSE, Desk, areas_of
from handlers.colleagues import joined_up, parted
from handlers.context import Context

_A_PAGE: Final = 7


def chosen(value: str) -> tuple[str, ...]:
    """Read the form, the question and the answer that a button carries; () while one lacks."""
    form_id, question, answer, _ = parted(value, 4)
    return (form_id, question, answer) if answer else ()


def ask_answer(value: str, desk: Desk, ctx: Context, back: Button) -> Say:
    """Ask for a form, then for one of its questions, then for an answer, by their labels."""
    form_id, question, _, first = parted(value, 4)
    areas, is_demo = areas_of(ctx), ctx.someone.is_demo
    label: Callable[[str], str]
    if question:
        text, found = (
            _WHICH_ANSWER,
            ctx.answers.values(form_id, question, areas=areas, is_demo=is_demo),
        )
        label = partial(answer_words, form_id, question, ctx=ctx)
    elif form_id:
        text, found = _WHICH_QUESTION, ctx.answers.questions(form_id, areas=areas, is_demo=is_demo)
        label = partial(question_words, form_id, ctx=ctx)
    else:
        text, found = _WHICH_FORM, ctx.answers.forms(areas=areas, is_demo=is_demo)
        label = partial(form_title, ctx=ctx)
    before = [one for one in (form_id, question) if one]
    start = number_in(first)
    choices = tuple(
        Choice(
            number=str(number),
            label=label(one),
            tap=desk.labelled("", CHOOSE, f"answer:{joined_up(*before, one)}").tap,
        )
        for number, one in enumerate(found[start : start + _A_PAGE], start=start + 1)
    )
    more = joined_up(form_id, question, "", str(start + _A_PAGE))
    is_more = start + _A_PAGE < len(found)
    on = (desk.button(msgid("More"), CHOOSE, f"answer:{more}"),) if is_more else ()
    said = phrase(text if found else msgid("No form has kept such answers in your areas yet."))
    return Say(lines=(said,), choices=choices, buttons=(*on, back))


def form_title(form_id: str, ctx: Context) -> str:
    """Give the title of a form in the contact's language; its id where there is none any more."""
    form = next((one for one in ctx.forms.all() if one.id == form_id), None)
    return form_id if form is None else form.title_in(ctx.language)


def question_words(form_id: str, question: str, ctx: Context) -> str:
    """Give a question as its form words it now; its name where it is not asked any more."""
    version = ctx.forms.current(form_id)
    if version is None:
        return question
    return question_in(ctx.compiled(version), question, ctx.language, ctx.moment)


def answer_words(form_id: str, question: str, answer: str, ctx: Context) -> str:
    """Give an answer as its form words it now; as it is kept where it is not offered any more."""
    version = ctx.forms.current(form_id)
    if version is None:
        return answer
    return answer_in(ctx.compiled(version), question, answer, ctx.language, ctx.moment)


_WHICH_FORM: Final = msgid("An answer to which form?")
_WHICH_QUESTION: Final = msgid("To which question?")
_WHICH_ANSWER: Final = msgid("Which answer?")
