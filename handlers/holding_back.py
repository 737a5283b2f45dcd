"""Holding back: a cry for help is no answer to the question of a form, unless it is said to be."""

from dataclasses import replace
from typing import Final

from dialogue import interview
from dialogue.phrase import msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.reply import Typed
from handlers.asking import LABEL, ask, ask_labels
from handlers.context import Context
from handlers.drafting import form_of, is_silent, keep, show, state_of
from handlers.incoming import Wrote
from handlers.roles import FILLS_FORMS, is_open_to_all
from handlers.router import Says
from models.draft import Draft

_NOT_TAKEN: Final = msgid(
    "What you typed was not taken as the answer. The form goes on when you are ready."
)


def asked_again(ctx: Context) -> Says | None:
    """Let the next words answer what was asked outside of forms; None where nothing was.

    Where a form waits, buttons alone ask nothing: its question is the one.
    """
    if ctx.asked is None or (ctx.asked.act == LABEL and ctx.drafts.open_of(ctx.someone.id)):
        return None
    ask(ctx.asked.act, ctx, about=ctx.asked.about)
    if ctx.asked.labels:
        ask_labels(ctx.asked.labels, ctx)
    text = msgid("What you typed was not taken as the answer. Answer the question above any time.")
    return (Say(lines=(phrase(text),)),)


def held_back(event: Wrote, ctx: Context, *, may_offer: bool) -> Says | None:
    """Ask the question that waits anew, and offer to use what was typed as its answer.

    It is only asked anew where it would not take these words. None where no question waits, where
    they are the label of one of its choices, or where a visitor's words answer it. What is offered
    waits in the draft, which `may_offer` can rule out.
    """
    draft = ctx.drafts.open_of(ctx.someone.id)
    if draft is None or not _could_be_meant(event, draft, ctx):
        return None
    if not _would_answer(event, draft, ctx):
        return show(draft, ctx)
    if not ctx.has_role(*FILLS_FORMS):
        return None
    said = Say(lines=(phrase(_NOT_TAKEN),))
    if not may_offer:
        return (said, *show(draft, ctx))
    told = {"draft_id": draft.id, "language": ctx.language}
    form = form_of(draft, ctx)
    offer = interview.offer(form, state_of(draft), event.text, moment=ctx.moment, **told)
    asked = interview.show(form, offer.state, moment=ctx.moment, **told)
    *before, last = keep(draft, asked, ctx)
    use = offer.says[0].buttons[0]
    if isinstance(last, Say) and isinstance(use, Button):
        tap = replace(use.tap, serial=asked.state.passage.serial)
        last = replace(last, buttons=(replace(use, tap=tap), *last.buttons))
    return (said, *before, last)


def _could_be_meant(event: Wrote, draft: Draft, ctx: Context) -> bool:
    """Tell whether the question waits for these words, and they are none of its choices."""
    if ctx.freshness != "answer" or is_silent(draft, ctx) or not _is_theirs(draft, ctx):
        return False
    told = {"draft_id": draft.id, "language": ctx.language}
    form, state = form_of(draft, ctx), state_of(draft)
    return not interview.is_offered(form, state, event.text, moment=ctx.moment, **told)


def _would_answer(event: Wrote, draft: Draft, ctx: Context) -> bool:
    """Tell whether these words would be taken as the answer to the question that waits."""
    told = {"draft_id": draft.id, "language": ctx.language}
    form, state = form_of(draft, ctx), state_of(draft)
    typed = Typed(text=event.text)
    after = interview.advance(form, state, typed, moment=ctx.moment, **told)
    return after.ended is not None or after.state.passage.waiting != state.passage.waiting


def _is_theirs(draft: Draft, ctx: Context) -> bool:
    """Tell whether they may still fill in this form, which their role may have been asked for."""
    version = None if draft.version_id is None else ctx.forms.version(draft.version_id)
    return ctx.has_role(*FILLS_FORMS) or (version is not None and is_open_to_all(version, ctx))
