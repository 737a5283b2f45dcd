"""What becomes of a finished draft: a submission, a correction of one, or nothing."""

from collections.abc import Collection
from xml.etree import ElementTree as ET

from dialogue.interview import Turn
from dialogue.phrase import msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.tap import Tap
from dialogue.xforms.form import Form
from dialogue.xforms.indexing import by_name, value_of
from dialogue.xforms.keeping import blanked, kept_days
from dialogue.xforms.reopening import same_answers
from handlers.context import Context
from handlers.happened import EntityDropped, FormLeft, PathEnded, Submitted
from handlers.indexing import index
from handlers.needing import take_back
from handlers.roles import areas_of, is_open_to_all, scope_of
from handlers.router import Says
from models.attachment import AWAITED, Attachment
from models.draft import Draft
from models.person import Person
from models.submission import Submission

PERSON = "person"
"""The name of the question that tells whom a form is about."""

CORRECT = "correct"
"""The act of buttons that open a submission to correct it; its instanceID is their value."""


def submit(draft: Draft, form: Form, turn: Turn, ctx: Context) -> Says:
    """Keep a finished draft as a submission, unless nothing may be kept or nothing was changed."""
    if draft.corrects is not None:
        return _correct(draft, form, turn, ctx)
    erased = _without_keeping(draft, turn, ctx)
    return erased or _submit(draft, form, turn, ctx, earlier=None)


def erase(draft: Draft, ctx: Context) -> None:
    """Erase a draft with all that was sent for it."""
    for attachment in ctx.attachments.of_draft(draft.id):
        ctx.attachments.drop(attachment)
    ctx.drafts.drop(draft)


def _correct(draft: Draft, form: Form, turn: Turn, ctx: Context) -> Says:
    earlier = ctx.submissions.get(draft.corrects or "")
    if earlier is None or earlier.xml is None or earlier.replaced_by is not None:
        erase(draft, ctx)
        text = msgid("What you wanted to correct is not here any more. Nothing was kept.")
        return (*turn.says[:-1], _say(text))
    if turn.discard:
        erase(draft, ctx)
        gone = _withdraw(earlier, ctx)
        return (*turn.says, _say(msgid("What you had sent before is erased too.")), *gone)
    if turn.submission is not None and same_answers(form, earlier.xml, turn.submission):
        erase(draft, ctx)
        text = msgid("Nothing was changed. What you sent stays as it was.")
        return (*turn.says[:-1], _say(text))
    return _without_keeping(draft, turn, ctx) or _submit(draft, form, turn, ctx, earlier=earlier)


def _without_keeping(draft: Draft, turn: Turn, ctx: Context) -> Says:
    """Erase a draft of which nothing may be kept; nothing is said of any other."""
    if not turn.discard and turn.submission is not None and draft.version_id is not None:
        return ()
    erase(draft, ctx)
    return (*turn.says, *left(draft), *_path_ended(draft, ctx))


def _path_ended(draft: Draft, ctx: Context) -> Says:
    version = None if draft.version_id is None else ctx.forms.version(draft.version_id)
    if version is None or not is_open_to_all(version, ctx):
        return ()
    return (PathEnded(form_id=version.form_id),)


def left(draft: Draft) -> Says:
    """Tell that a form of a visit is over without being kept, so that the visit goes on."""
    if draft.visit_id is None or draft.corrects is not None:
        return ()
    return (FormLeft(visit_id=draft.visit_id, person_id=draft.person_id or ""),)


def _submit(
    draft: Draft, form: Form, turn: Turn, ctx: Context, *, earlier: Submission | None
) -> Says:
    assert turn.submission is not None  # noqa: S101  # asked by the caller
    submission = _row_of(draft, form, turn.submission, ctx)
    if earlier is not None:
        submission.root_id, earlier.replaced_by = earlier.key, submission.id
    not_kept = [path for path, days in kept_days(form).items() if days == 0]
    xml = blanked(turn.submission, not_kept)
    files = {name for name in turn.files if name in xml}  # besides those that are not kept
    submission.is_complete = _hand_over(draft, submission.id, files, ctx)
    ctx.submissions.add(submission, xml=xml)
    answers = index(submission, form, xml, ctx)
    ctx.drafts.drop(draft)
    happened = Submitted(
        submission_id=submission.id,
        form_id=submission.form_id,
        contact_id=draft.contact_id,
        corrects=draft.corrects,
        root_id=submission.key,
        area=submission.area,
        entities=turn.entities,
        person_id=submission.person_id,
        visit_id=submission.visit_id,
        answers=by_name(answers),
        filled=turn.submission,
    )
    if submission.visit_id is not None and earlier is None:
        return (*turn.says[:-1], happened)  # the visit says that it is saved, and what is next
    return (*turn.says[:-1], _correctable(turn.says[-1], submission.id), happened)


def _row_of(draft: Draft, form: Form, xml: str, ctx: Context) -> Submission:
    person = _person_of(draft, form, xml, ctx)
    return Submission(
        id=instance_id(xml),
        version_id=draft.version_id,
        form_id=form.id,
        contact_id=draft.contact_id,
        person_id=None if person is None else person.id,
        visit_id=draft.visit_id,
        area=next(iter(areas_of(ctx)), "") if person is None else person.area,
        started_at=draft.started_at,
        submitted_at=ctx.moment.now,
        is_demo=ctx.someone.is_demo,
    )


def _person_of(draft: Draft, form: Form, xml: str, ctx: Context) -> Person | None:
    """Find whom a form is about: the person visited, else who was picked under the name `person`.

    Whoever was picked must be in sight; a visit was begun when they were.
    """
    if draft.person_id is not None:
        return ctx.persons.get(draft.person_id)
    picked = value_of(form, xml, PERSON)
    person = ctx.persons.get(picked) if picked else None
    if person is None:
        return None
    sees = scope_of(ctx).opens(person.area, person.assignee_id, is_demo=person.is_demo)
    return person if sees else None


def _hand_over(draft: Draft, submission_id: str, files: Collection[str], ctx: Context) -> bool:
    """Give these files of the draft to the submission; true when every one of them has come.

    A correction also gets those files of what it corrects that it still names.
    """
    handed = list[Attachment]()
    for attachment in ctx.attachments.of_draft(draft.id):
        if attachment.name in files:
            handed.append(attachment)
        else:
            ctx.attachments.drop(attachment)
    earlier = [draft.corrects] if draft.corrects is not None else []
    for attachment in ctx.attachments.of_submissions(earlier):
        if attachment.name in files:
            handed.append(attachment)
    for attachment in handed:
        attachment.submission_id = submission_id
    return all(attachment.state != AWAITED for attachment in handed)


def _withdraw(submission: Submission, ctx: Context) -> tuple[EntityDropped, ...]:
    """Erase a submission, all that it corrects, and the files, entities and needs they made."""
    chain = ctx.submissions.chain(submission)
    made = ctx.entities.created_by([one.id for one in chain])
    for entity in made:
        ctx.entities.drop(entity)
    for attachment in ctx.attachments.of_submissions([one.id for one in chain]):
        ctx.attachments.drop(attachment)
    take_back([one.id for one in chain], min(one.submitted_at for one in chain), ctx)
    for one in chain:
        ctx.submissions.drop(one)
    return tuple(EntityDropped(list=one.list, entity_id=one.id) for one in made)


def _correctable(saved: Say, submission_id: str) -> Say:
    """Put a button below "saved" for whoever notices now that something is wrong."""
    correct = Button(label=phrase(msgid("Correct it")), tap=Tap(act=CORRECT, value=submission_id))
    return Say(lines=saved.lines, buttons=(*saved.buttons, correct), subject=saved.subject)


def _say(text: str) -> Say:
    return Say(lines=(phrase(text),))


def instance_id(xml: str) -> str:
    """Read the instanceID of a submission.

    Raises:
        LookupError: when it has none.
    """
    for node in ET.fromstring(xml).iter():  # noqa: S314  # made by our own runtime
        if node.tag.rpartition("}")[2] == "instanceID" and node.text:
            return node.text
    raise LookupError("a submission without an instanceID")
