"""Files that come with a workbook: kept beside it, or until it comes."""

from collections.abc import Sequence
from datetime import timedelta

from dialogue.facilities.text import is_sheet
from dialogue.phrase import msgid, phrase
from dialogue.prompt import Say
from dialogue.roster.text import is_roster
from dialogue.xforms.external import is_form
from handlers.checked import forget, subject_of
from handlers.context import Context
from handlers.incoming import Sent
from handlers.router import Says
from models.attachment import AWAITED as COMING
from models.attachment import Attachment
from models.workbook import AWAITED, FETCHED, HELD, STORED, Workbook

FILE = "file"
"""The path of an attachment that is a file beside a workbook; that of the workbook is blank."""

_KEPT = timedelta(hours=1)  # how long a file waits for a workbook


def take(event: Sent, ctx: Context) -> Workbook:
    """Wait for a file, beside the workbook that was sent last if there is one."""
    earlier = ctx.workbooks.replaceable(ctx.someone.id)
    if earlier is not None and earlier.state == STORED:
        forget(earlier, ctx)
        earlier = None
    workbook = earlier or new_workbook(event, ctx)
    attachment = await_file(event, workbook, ctx, path=FILE)
    workbook.call(attachment.id, event.file_name[-200:])
    workbook.wait()
    return workbook


def new_workbook(event: Sent, ctx: Context) -> Workbook:
    """Begin to wait for a workbook that is called like the file that was sent."""
    return _workbook(event.file_name[-200:], ctx)


def await_file(event: Sent, workbook: Workbook, ctx: Context, *, path: str) -> Attachment:
    """Let a file be fetched for a workbook."""
    attachment = Attachment(
        id=ctx.moment.new_id(),
        contact_id=ctx.someone.id,
        draft_id=workbook.id,
        path=path,
        name=workbook.id,
        media="file",
        sent_at=ctx.moment.now,
        again_at=ctx.moment.now,
    )
    return ctx.attachments.add(attachment, message_id=event.message_id)


def move(earlier: Workbook, workbook: Workbook, ctx: Context) -> list[Attachment]:
    """Give the files of the last hour to a newer workbook, which takes the place of `earlier`."""
    names, moved = earlier.names(), list[Attachment]()
    for attachment in ctx.attachments.of_draft(earlier.id):
        if attachment.path == FILE and ctx.moment.now - attachment.sent_at <= _KEPT:
            attachment.draft_id = workbook.id
            workbook.call(attachment.id, names.get(attachment.id, ""))
            moved.append(attachment)
    forget(earlier, ctx)
    return moved


def came(attachment: Attachment, workbook: Workbook, ctx: Context) -> Says:
    """Go on when a file or workbook has come: check what is whole, or wait for the rest."""
    every = ctx.attachments.of_draft(workbook.id)
    if attachment.path == FILE and _is_form(attachment, workbook, ctx):
        name = workbook.names()[attachment.id]
        if any(one.path != FILE for one in every):
            newer = _workbook(name, ctx)
            attachment.path, attachment.draft_id = "", newer.id
            every = [attachment, *move(workbook, newer, ctx)]
            workbook = newer
        attachment.path, workbook.name = "", name
    return settle(workbook, every)


def settle(workbook: Workbook, every: Sequence[Attachment]) -> Says:
    """Let a workbook be checked once all of it is here; say so where files wait for it."""
    workbook.wait()
    if any(one.state == COMING for one in every):
        workbook.state = AWAITED
    elif any(one.path != FILE for one in every):
        workbook.state = FETCHED
    else:
        workbook.state = HELD
        return (held(workbook),)
    return ()


def held(workbook: Workbook) -> Say:
    """Say that files are kept for the workbook that is to come."""
    text = msgid("{files}: kept for the workbook. Send it here within an hour.")
    files = ", ".join(workbook.names().values())
    return Say(lines=(phrase(text, files=files),), subject=subject_of(workbook))


def without(attachment: Attachment, workbook: Workbook, ctx: Context) -> Says:
    """Go on without a file that did not come, or was taken back."""
    ctx.attachments.drop(attachment)
    rest = [one for one in ctx.attachments.of_draft(workbook.id) if one is not attachment]
    if not rest:
        forget(workbook, ctx)
        return ()
    workbook.call(attachment.id, None)
    return settle(workbook, rest)


def media_of(workbook: Workbook, ctx: Context) -> dict[str, bytes]:
    """Open the files that the form of a checked workbook needs, by name."""
    found = dict[str, bytes]()
    for name, attachment_id in workbook.told().get("files", {}).items():
        attachment = ctx.attachments.get(attachment_id)
        found[name] = (attachment and ctx.attachments.content(attachment)) or b""
    return found


def _is_form(attachment: Attachment, workbook: Workbook, ctx: Context) -> bool:
    """Tell a form or roster in CSV from a list; what the workbook misses by this name is a list."""
    name = workbook.names().get(attachment.id, "")
    if not name.lower().endswith(".csv") or name in workbook.told().get("missing", ()):
        return False
    content = ctx.attachments.content(attachment) or b""
    return is_form(content) or is_roster(content) or is_sheet(content)


def _workbook(name: str, ctx: Context) -> Workbook:
    workbook = Workbook(
        id=ctx.moment.new_id(), contact_id=ctx.someone.id, sent_at=ctx.moment.now, tries=0
    )
    return ctx.workbooks.add(workbook, name=name)
