"""Drafts as an interview needs them: begun, read from their rows, and written back."""

from dataclasses import dataclass
from datetime import timedelta

from dialogue import interview
from dialogue.interview import NOTHING_GIVEN, Given, Passage, State, Turn
from dialogue.phrase import msgid, phrase
from dialogue.prompt import Say
from dialogue.xforms.form import Form
from dialogue.xforms.keeping import kept_days
from handlers.brought import media_of
from handlers.context import Context
from handlers.happened import Happened, PracticeOver, TrialOver
from handlers.incoming import Sent
from handlers.router import Says
from handlers.sight import MADE_UP, within_sight
from handlers.submitting import erase, left, submit
from models.attachment import FAILED, Attachment
from models.draft import AT_IT, OPEN, PAUSED, Draft
from models.form import FormVersion
from models.submission import Submission
from models.workbook import Workbook

_DOUBLE_TAP = timedelta(seconds=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Whom a draft is about and the visit that it belongs to, with what is known before."""

    person_id: str | None = None
    visit_id: str | None = None
    given: Given = NOTHING_GIVEN


NOBODY = About()


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
    return within_sight(ctx.compiled(version), ctx, person_id=draft.person_id)


def begin(version: FormVersion, ctx: Context, about: About = NOBODY) -> Says:
    """Begin a draft; one that is open is paused and kept."""
    return _begin(version, ctx, workbook_id=None, about=about)


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


def correct(submission: Submission, version: FormVersion, ctx: Context) -> Says:
    """Begin to correct a submission, or go on with it; a draft that is open is paused and kept.

    Raises:
        LookupError: when its answers are gone.
    """
    draft = ctx.drafts.correcting(submission.id, ctx.someone.id)
    paused = _pause_others(draft, ctx)
    if draft is not None and draft is ctx.drafts.open_of(ctx.someone.id):
        just_now = ctx.moment.now - draft.touched_at < _DOUBLE_TAP
        return () if just_now and draft.touched_at == draft.started_at else show(draft, ctx)
    if draft is not None:
        draft.status = OPEN
        return (*_paused_words(paused), *show(draft, ctx))
    draft = _new_draft(ctx, version_id=version.id, corrects=submission.id)
    draft.person_id, draft.visit_id = submission.person_id, submission.visit_id

    turn = interview.reopen(
        within_sight(ctx.compiled(version), ctx, person_id=draft.person_id),
        submission.xml or "",
        corrects=submission.id,
        gone=_gone(submission, version, ctx),
        files=_files_of(submission, ctx),
        draft_id=draft.id,
        language=ctx.language,
        moment=ctx.moment,
    )

    ctx.drafts.add(draft, xml=turn.state.xml, passage=turn.state.passage.to_json())
    text = msgid("You are correcting what you sent on {at}. It stays as it was until you save.")
    lead = Say(lines=(phrase(text, at=submission.submitted_at),))
    return (*_paused_words(paused), lead, *keep(draft, turn, ctx))


def _gone(submission: Submission, version: FormVersion, ctx: Context) -> list[str]:
    """List the questions whose answers are blanked by now: nobody is asked for them again."""
    age = ctx.moment.now - ctx.submissions.first_at(submission)
    kept = kept_days(ctx.compiled(version))
    return [path for path, days in kept.items() if age >= timedelta(days=days)]


def _files_of(submission: Submission, ctx: Context) -> set[str]:
    files = ctx.attachments.of_submissions([submission.id])
    return {file.name for file in files if file.state != FAILED}


def _version_on_trial(workbook_id: str, ctx: Context) -> FormVersion | None:
    workbook = ctx.workbooks.get(workbook_id)
    if workbook is None:
        return None
    files = media_of(workbook, ctx)
    return workbook.version(id=workbook_id, workbook=b"", at=workbook.sent_at, files=files)


def _begin(
    version: FormVersion, ctx: Context, *, workbook_id: str | None, about: About = NOBODY
) -> Says:
    open_draft = ctx.drafts.open_of(ctx.someone.id)
    if open_draft is not None and _is_double_tap(open_draft, version.id, about, ctx):
        return ()
    _pause_others(None, ctx)
    draft = _new_draft(
        ctx, version_id=version.id if workbook_id is None else None, workbook_id=workbook_id
    )
    draft.person_id, draft.visit_id = about.person_id, about.visit_id

    turn = interview.begin(
        within_sight(ctx.compiled(version), ctx, person_id=about.person_id),
        draft_id=draft.id,
        language=ctx.language,
        moment=ctx.moment,
        context={"deviceid": "line"},
        given=about.given,
    )

    ctx.drafts.add(draft, xml=turn.state.xml, passage=turn.state.passage.to_json())
    return (*_paused_words(open_draft), *keep(draft, turn, ctx))


def _new_draft(
    ctx: Context,
    *,
    version_id: str | None,
    workbook_id: str | None = None,
    corrects: str | None = None,
) -> Draft:
    return Draft(
        id=ctx.moment.new_id(),
        contact_id=ctx.someone.id,
        version_id=version_id,
        workbook_id=workbook_id,
        corrects=corrects,
        status=OPEN,
        started_at=ctx.moment.now,
        touched_at=ctx.moment.now,
    )


def _pause_others(draft: Draft | None, ctx: Context) -> Draft | None:
    """Pause what is open, unless it is this draft; return what was paused."""
    open_draft = ctx.drafts.open_of(ctx.someone.id)
    if open_draft is None or open_draft is draft:
        return None
    open_draft.status = PAUSED
    return open_draft


def _is_double_tap(open_draft: Draft, version_id: str, about: About, ctx: Context) -> bool:
    """Tell whether the same form was begun a moment ago, and nothing was answered since."""
    if open_draft.person_id != about.person_id:
        return False
    untouched = open_draft.touched_at == open_draft.started_at
    just_now = ctx.moment.now - open_draft.started_at < _DOUBLE_TAP
    return untouched and just_now and version_id in {open_draft.version_id, open_draft.workbook_id}


def is_silent(draft: Draft, ctx: Context) -> bool:
    """Tell whether nothing was answered for so long that somebody else may hold the phone."""
    return ctx.moment.now - draft.touched_at > AT_IT


def waits_for_place(draft: Draft, ctx: Context) -> bool:
    """Tell whether the question that waits in a draft is answered by a place."""
    return interview.takes_place(
        form_of(draft, ctx),
        state_of(draft),
        draft_id=draft.id,
        language=ctx.language,
        moment=ctx.moment,
    )


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
        text = msgid("The trial is over. Nothing was kept.")
        return _keep_nothing(draft, turn, text, TrialOver(workbook_id=draft.workbook_id), ctx)
    if draft.person_id == MADE_UP:
        text = msgid("The practice is over. Nothing was kept.")
        return _keep_nothing(draft, turn, text, PracticeOver(contact_id=draft.contact_id), ctx)
    if turn.new_media is not None and sent is not None:
        _await(draft, sent, turn, *turn.new_media, ctx=ctx)
    if turn.ended == "finished":
        return submit(draft, form_of(draft, ctx), turn, ctx)
    if turn.ended == "cancelled":
        erase(draft, ctx)
        return (*turn.says, *left(draft))
    draft.status = PAUSED if turn.ended == "paused" else OPEN
    draft.xml, draft.passage = turn.state.xml, turn.state.passage.to_json()
    return turn.says


def _keep_nothing(draft: Draft, turn: Turn, text: str, over: Happened, ctx: Context) -> Says:
    """Go on with a trial: what is sent is not fetched, what is finished is not submitted."""
    if turn.ended in {"finished", "cancelled"}:
        erase(draft, ctx)
        return (*turn.says[:-1], Say(lines=(phrase(text),)), over)
    draft.status = PAUSED if turn.ended == "paused" else OPEN
    draft.xml, draft.passage = turn.state.xml, turn.state.passage.to_json()
    return turn.says


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
