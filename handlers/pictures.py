"""Pictures and files after they were sent: fetched, lost or taken back."""

from dialogue import interview
from dialogue.phrase import msgid, phrase
from dialogue.prompt import Say
from handlers.context import Context
from handlers.drafting import form_of, state_of
from handlers.incoming import Fetched, FetchFailed, Unsent
from handlers.router import Router, Says
from models.attachment import AWAITED, FAILED, FOR_MANY, Attachment
from models.draft import Draft

router = Router()
watcher = Router()


@router.on(Fetched)
def complete(event: Fetched, ctx: Context) -> Says:
    """Call a submission complete when the last of its files has come."""
    attachment = ctx.attachments.get(event.attachment_id)
    if attachment is not None:
        _settle(attachment, ctx)
    return ()


@router.on(FetchFailed)
def lose(event: FetchFailed, ctx: Context) -> Says:
    """Ask again for what could not be had."""
    attachment = ctx.attachments.get(event.attachment_id)
    if attachment is None:
        return ()
    attachment.state = FAILED
    return _forget(attachment, ctx)


@watcher.on(Unsent)
def take_back(event: Unsent, ctx: Context) -> Says | None:
    """Erase what came with a message that was taken back; LINE asks for it."""
    gone = ctx.attachments.of_message(event.lane, event.message_id)
    if not gone:
        return None
    for attachment in gone:
        if attachment.path != FOR_MANY:
            _forget(attachment, ctx)
        ctx.attachments.drop(attachment)
    return ()


def _forget(attachment: Attachment, ctx: Context) -> Says:
    _settle(attachment, ctx, is_lost=True)
    draft = _held_by(attachment, ctx)
    is_asked = draft is not None and _blank(draft, attachment, ctx)
    text = (
        msgid("The picture or file did not reach us. You will be asked for it again.")
        if is_asked
        else msgid("A picture or file did not reach us. Your other answers are kept.")
    )
    return (Say(lines=(phrase(text),), subject=f"lost:{attachment.id}"),)


def _blank(draft: Draft, attachment: Attachment, ctx: Context) -> bool:
    """Blank the answer of a draft that names a file; false when none does."""
    before = state_of(draft)
    after = interview.lost_media(form_of(draft, ctx), before, attachment.name, moment=ctx.moment)
    draft.xml, draft.passage = after.xml, after.passage.to_json()
    return after is not before


def _held_by(attachment: Attachment, ctx: Context) -> Draft | None:
    """Find the draft that it answers a question of: its own, or one that corrects what has it."""
    if attachment.submission_id is None:
        return ctx.drafts.get(attachment.draft_id, attachment.contact_id)
    return ctx.drafts.correcting(attachment.submission_id, attachment.contact_id)


def _settle(attachment: Attachment, ctx: Context, *, is_lost: bool = False) -> None:
    """Call complete what names this file, corrected or not, if it waits for no other one."""
    submission = ctx.submissions.get(attachment.submission_id or "")
    if submission is None:
        return
    chain = ctx.submissions.chain(submission)
    files = ctx.attachments.of_submissions([one.id for one in chain])
    awaited = [file.name for file in files if file.state == AWAITED]
    if is_lost and attachment.name in awaited:
        awaited.remove(attachment.name)
    for one in chain:
        if not one.is_complete:
            one.is_complete = not any(name in (one.xml or "") for name in awaited)
