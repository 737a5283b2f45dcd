"""Drafts as an interview needs them: read from their rows, written back, and finished."""

from datetime import timedelta
from xml.etree import ElementTree as ET

from dialogue import interview
from dialogue.interview import Passage, State, Turn
from dialogue.phrase import msgid, phrase
from dialogue.prompt import Say
from dialogue.xforms.form import Form
from dialogue.xforms.keeping import blanked, kept_days
from handlers.brought import media_of
from handlers.context import Context
from handlers.happened import Submitted, TrialOver
from handlers.incoming import Sent
from handlers.router import Says
from handlers.sight import within_sight
from models.attachment import KEPT, Attachment
from models.draft import OPEN, PAUSED, Draft
from models.form import FormVersion
from models.submission import Submission
from models.workbook import Workbook

_DOUBLE_TAP = timedelta(seconds=10)


def state_of(draft: Draft) -> State:
    """Read where a draft stands.

    Raises:
        LookupError: when its answers are gone.
    """
    if draft.xml is None or draft.passage is None:
        raise LookupError(f"draft {draft.id} holds nothing")
    return State(xml=draft.xml, passage=Passage.from_json(draft.passage))


def form_of(draft: Draft, ctx: Context) -> Form:
    """Find the form, in the version that the draft began with, or as the workbook has it.

    Raises:
        LookupError: when that version or workbook is gone.
    """
    version = (
        ctx.forms.version(draft.version_id or "")
        if draft.workbook_id is None
        else _version_on_trial(draft.workbook_id, ctx)
    )
    if version is None:
        raise LookupError(f"what draft {draft.id} goes through is gone")
    return within_sight(ctx.compiled(version), ctx)


def begin(version: FormVersion, ctx: Context) -> Says:
    """Begin a draft; one that is open is paused and kept."""
    return _begin(version, ctx, workbook_id=None)


def try_out(workbook: Workbook, ctx: Context) -> Says:
    """Begin a trial of what a workbook would become: nothing of it is kept in the end.

    Raises:
        LookupError: when the workbook has faults.
    """
    version = _version_on_trial(workbook.id, ctx)
    if version is None:
        raise LookupError(f"workbook {workbook.id} cannot be tried")
    text = msgid("This is a trial. Nothing that you answer is kept.")
    return (Say(lines=(phrase(text),)), *_begin(version, ctx, workbook_id=workbook.id))


def _version_on_trial(workbook_id: str, ctx: Context) -> FormVersion | None:
    workbook = ctx.workbooks.get(workbook_id)
    if workbook is None:
        return None
    files = media_of(workbook, ctx)
    return workbook.version(id=workbook_id, workbook=b"", at=workbook.sent_at, files=files)


def _begin(version: FormVersion, ctx: Context, *, workbook_id: str | None) -> Says:
    open_draft = ctx.drafts.open_of(ctx.someone.id)
    if open_draft is not None and _is_double_tap(open_draft, version.id, ctx):
        return ()
    if open_draft is not None:
        open_draft.status = PAUSED
    draft = Draft(
        id=ctx.moment.new_id(),
        contact_id=ctx.someone.id,
        version_id=version.id if workbook_id is None else None,
        workbook_id=workbook_id,
        status=OPEN,
        started_at=ctx.moment.now,
        touched_at=ctx.moment.now,
    )

    turn = interview.begin(
        within_sight(ctx.compiled(version), ctx),
        draft_id=draft.id,
        language=ctx.language,
        moment=ctx.moment,
        context={"deviceid": "line"},
    )

    ctx.drafts.add(draft, xml=turn.state.xml, passage=turn.state.passage.to_json())
    return (*_paused_words(open_draft), *keep(draft, turn, ctx))


def _is_double_tap(open_draft: Draft, version_id: str, ctx: Context) -> bool:
    """Tell whether the same form was begun a moment ago, and nothing was answered since."""
    untouched = open_draft.touched_at == open_draft.started_at
    just_now = ctx.moment.now - open_draft.started_at < _DOUBLE_TAP
    return untouched and just_now and version_id in {open_draft.version_id, open_draft.workbook_id}


def show(draft: Draft, ctx: Context) -> Says:
    """Ask anew what waits in a draft."""
    turn = interview.show(
        form_of(draft, ctx),
        state_of(draft),
        draft_id=draft.id,
        language=ctx.language,
        moment=ctx.moment,
    )
    return keep(draft, turn, ctx)


def show_waiting(ctx: Context) -> Says:
    """Ask anew what waits for the contact; silence when nothing does."""
    draft = None if ctx.contact is None else ctx.drafts.open_of(ctx.contact.id)
    return () if draft is None else show(draft, ctx)


def keep(draft: Draft, turn: Turn, ctx: Context, *, sent: Sent | None = None) -> Says:
    """Keep what a turn of the interview came to, and say what it says.

    `sent` is the event whose content answers a question, and so is to be fetched.
    """
    draft.touched_at = max(draft.touched_at, ctx.moment.now)
    if draft.workbook_id is not None:
        return _keep_trial(draft, draft.workbook_id, turn, ctx)
    if turn.new_media is not None and sent is not None:
        _await(draft, sent, turn, *turn.new_media, ctx=ctx)
    if turn.ended == "finished":
        return _finish(draft, turn, ctx)
    if turn.ended == "cancelled":
        erase(draft, ctx)
        return turn.says
    draft.status = PAUSED if turn.ended == "paused" else OPEN
    draft.xml, draft.passage = turn.state.xml, turn.state.passage.to_json()
    return turn.says


def _keep_trial(draft: Draft, workbook_id: str, turn: Turn, ctx: Context) -> Says:
    """Go on with a trial: what is sent is not fetched, what is finished is not submitted."""
    if turn.ended in {"finished", "cancelled"}:
        erase(draft, ctx)
        over = Say(lines=(phrase(msgid("The trial is over. Nothing was kept.")),))
        return (*turn.says[:-1], over, TrialOver(workbook_id=workbook_id))
    draft.status = PAUSED if turn.ended == "paused" else OPEN
    draft.xml, draft.passage = turn.state.xml, turn.state.passage.to_json()
    return turn.says


def erase(draft: Draft, ctx: Context) -> None:
    """Erase a draft with all that was sent for it."""
    for attachment in ctx.attachments.of_draft(draft.id):
        ctx.attachments.drop(attachment)
    ctx.drafts.drop(draft)


def _finish(draft: Draft, turn: Turn, ctx: Context) -> Says:
    if turn.discard or turn.submission is None or draft.version_id is None:
        erase(draft, ctx)
        return turn.says

    form = form_of(draft, ctx)
    not_kept = [path for path, days in kept_days(form).items() if days == 0]
    submission = Submission(
        id=instance_id(turn.submission),
        version_id=draft.version_id,
        form_id=form.id,
        contact_id=draft.contact_id,
        area=next((held.area for held in ctx.memberships.of(draft.contact_id)), ""),
        started_at=draft.started_at,
        submitted_at=ctx.moment.now,
        is_demo=ctx.someone.is_demo,
    )
    submission.is_complete = _hand_over(draft, submission.id, turn, ctx)
    ctx.submissions.add(submission, xml=blanked(turn.submission, not_kept))
    ctx.drafts.drop(draft)
    happened = Submitted(
        submission_id=submission.id,
        root_id=submission.id,
        form_id=submission.form_id,
        contact_id=draft.contact_id,
        area=submission.area,
        entities=turn.entities,
    )
    return (*turn.says, happened)


def _hand_over(draft: Draft, submission_id: str, turn: Turn, ctx: Context) -> bool:
    """Give the draft's files to the submission; true when every one of them has come."""
    complete = True
    for attachment in ctx.attachments.of_draft(draft.id):
        if attachment.name not in turn.files:
            ctx.attachments.drop(attachment)
            continue
        attachment.submission_id = submission_id
        complete = complete and attachment.state == KEPT
    return complete


def _await(draft: Draft, sent: Sent, turn: Turn, path: str, name: str, *, ctx: Context) -> None:
    for earlier in ctx.attachments.of_draft(draft.id):
        # A file whose instance of a repeat has moved up is still held, by another question.
        if earlier.path == path and earlier.name not in turn.state.xml:
            ctx.attachments.drop(earlier)
    ctx.attachments.add(
        Attachment(
            id=ctx.moment.new_id(),
            contact_id=draft.contact_id,
            draft_id=draft.id,
            path=path,
            name=name,
            media=sent.media,
            sent_at=ctx.moment.now,
            again_at=ctx.moment.now,
        ),
        message_id=sent.message_id,
    )


def _paused_words(paused: Draft | None) -> tuple[Say, ...]:
    if paused is None:
        return ()
    text = msgid("What you had begun is kept. Type “continue” later to go on with it.")
    return (Say(lines=(phrase(text),)),)


def instance_id(xml: str) -> str:
    """Read the instanceID of a submission.

    Raises:
        LookupError: when it has none.
    """
    for node in ET.fromstring(xml).iter():  # noqa: S314  # made by our own runtime
        if node.tag.rpartition("}")[2] == "instanceID" and node.text:
            return node.text
    raise LookupError("a submission without an instanceID")
