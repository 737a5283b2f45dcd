"""Pictures and files after they were sent: fetched, lost or taken back."""

from dialogue import interview
from dialogue.phrase import msgid, phrase
from dialogue.prompt import Say
from handlers.context import Context
from handlers.drafting import form_of, state_of
from handlers.incoming import Fetched, FetchFailed, Unsent
from handlers.router import Router, Says
from models.attachment import FAILED, KEPT, Attachment

router = Router()
watcher = Router()


@router.on(Fetched)
def complete(event: Fetched, ctx: Context) -> Says:
    """Call a submission complete when the last of its files has come."""
    attachment = ctx.attachments.get(event.attachment_id)
    if attachment is not None and attachment.submission_id is not None:
        _settle(attachment.submission_id, ctx)
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
        _forget(attachment, ctx)
        ctx.attachments.drop(attachment)
    return ()


def _forget(attachment: Attachment, ctx: Context) -> Says:
    draft = ctx.drafts.get(attachment.draft_id, attachment.contact_id)
    if draft is not None:
        state = interview.lost_media(
            form_of(draft, ctx), state_of(draft), attachment.name, moment=ctx.moment
        )
        draft.xml, draft.passage = state.xml, state.passage.to_json()
        text = msgid("The picture or file did not reach us. You will be asked for it again.")
    else:
        if attachment.submission_id is not None:
            _settle(attachment.submission_id, ctx, without=attachment)
        text = msgid("A picture or file did not reach us. Your other answers are kept.")
    return (Say(lines=(phrase(text),), subject=f"lost:{attachment.id}"),)


def _settle(submission_id: str, ctx: Context, *, without: Attachment | None = None) -> None:
    submission = ctx.submissions.get(submission_id)
    if submission is None:
        return
    files = [file for file in ctx.attachments.of_submission(submission_id) if file is not without]
    submission.is_complete = all(file.state == KEPT for file in files)
