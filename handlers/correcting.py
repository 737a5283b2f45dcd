"""Corrections: choose something that was sent, and open it again."""

from datetime import datetime, timedelta

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.reading.steering import says_correct
from dialogue.tap import Tap, read
from handlers.buttons import to_menu
from handlers.context import Context
from handlers.drafting import correct
from handlers.incoming import Tapped, Wrote
from handlers.roles import FILLS_FORMS, may_fill
from handlers.router import Router, Says
from handlers.submitting import CORRECT
from models.submission import Submission

_WITHIN = timedelta(days=7)
_MOST = 5

router = Router()


@router.on(Wrote)
def ask(event: Wrote, ctx: Context) -> Says | None:
    """Let someone choose what to correct; while a form is open the word is its answer."""
    if not says_correct(event.text) or not ctx.has_role(*FILLS_FORMS):
        return None
    if ctx.drafts.open_of(ctx.someone.id) is not None:
        return None
    return (_offer(ctx),)


@router.on(Tapped)
def choose(event: Tapped, ctx: Context) -> Says | None:
    """Open what a button names, if it is one's own and has not been corrected since."""
    tap = read(event.data)
    if tap is None or tap.act != CORRECT or not ctx.has_role(*FILLS_FORMS):
        return None
    submission = _own(tap.value, ctx)
    version = None if submission is None else ctx.forms.version(submission.version_id)
    if submission is None or version is None:
        text = msgid("This cannot be corrected any more, or was corrected since.")
        return (Say(lines=(phrase(text),)), _offer(ctx))
    if not may_fill(version, ctx):
        text = msgid("This form is only for those who are permitted. Ask your coordinator.")
        return (Say(lines=(phrase(text),)),)
    return correct(submission, version, ctx)


def _offer(ctx: Context) -> Say:
    found = ctx.submissions.correctable(ctx.someone.id, _since(ctx), most=_MOST)
    if not found:
        text = msgid("Nothing that you sent in the last 7 days is there to be corrected.")
        menu = to_menu()
        return Say(lines=(phrase(text),), buttons=(menu,))
    return Say(
        lines=(phrase(msgid("Which one do you want to correct?")),),
        buttons=tuple(_button(submission, ctx) for submission in found),
    )


def _own(submission_id: str, ctx: Context) -> Submission | None:
    found = ctx.submissions.get(submission_id)
    if found is None or found.contact_id != ctx.someone.id or found.replaced_by is not None:
        return None
    return found if ctx.submissions.first_at(found) >= _since(ctx) else None


def _since(ctx: Context) -> datetime:
    return ctx.moment.now - _WITHIN


def _button(submission: Submission, ctx: Context) -> Button:
    """Name it by time and title: neither the person nor an answer."""
    at = submission.submitted_at.astimezone(ctx.moment.zone)
    form = ctx.forms.get(submission.form_id)
    title = submission.form_id if form is None else form.title_in(ctx.language)
    label = f"{at.day}/{at.month} {at:%H:%M} {title}"
    return Button(label=label, tap=Tap(act=CORRECT, value=submission.id))
