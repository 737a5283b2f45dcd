"""Forms: a coordinator sends a workbook, tries it out and publishes it."""

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Say
from dialogue.reading.cleaning import folded
from dialogue.reading.particles import stems
from dialogue.tap import read
from dialogue.xforms.external import ENDINGS
from handlers import brought, checked, facility_listed, rostered
from handlers.checked import ACT, FORGET, PUBLISH, SHOW, TRY, forget, panel, subject_of
from handlers.context import Context
from handlers.drafting import try_out
from handlers.happened import Happened, TrialOver
from handlers.incoming import Examined, Fetched, FetchFailed, Sent, Tapped, Unsent, Wrote
from handlers.roles import PUBLISHES_FORMS
from handlers.router import Router, Says
from models.attachment import Attachment
from models.workbook import CHECKED, HELD, STORED, STORING, Workbook

MOST_BYTES = 5 * 1024 * 1024

_READ = (".xlsx", ".md", ".zip")
_OTHER = (".xls", ".xlsm", ".xlsb", ".ods", ".numbers")
_WORDS = frozenset(folded(word) for word in ("แบบฟอร์ม", "ฟอร์ม", "ແບບຟອມ", "ຟອມ", "forms", "form"))

inner = Router()
router = Router()
watcher = Router()


@router.on(Sent)
def take(event: Sent, ctx: Context) -> Says | None:
    """Take a workbook from a coordinator: only then is a file waited for, and fetched."""
    if event.media != "file" or not event.message_id or not ctx.has_role(*PUBLISHES_FORMS):
        return None
    name = event.file_name.lower()
    if name.endswith(_OTHER):
        return (_say(msgid("Save it as an Excel workbook (.xlsx), then send it here again.")),)
    if not name.endswith((*_READ, *ENDINGS)):
        return None
    if event.size is not None and event.size > MOST_BYTES:
        text = phrase(msgid("This file is larger than {most} MB."), most=MOST_BYTES // 1024**2)
        return (Say(lines=(text,)),)
    if name.endswith(ENDINGS):
        return (checked.being_checked(brought.take(event, ctx), event.file_name),)
    return (checked.being_checked(_awaited(event, ctx)),)


@router.on(Wrote)
def ask(event: Wrote, ctx: Context) -> Says | None:
    """Show the workbook that was sent last, or say how to send one."""
    if not _WORDS & set(stems(event.text)) or not ctx.has_role(*PUBLISHES_FORMS):
        return None
    workbook = ctx.workbooks.of(ctx.someone.id)
    if workbook is not None:
        return _show(workbook, ctx)
    return (_say(msgid("Send the form here as a file: .xlsx, .csv or .md. It will be checked.")),)


@router.on(Tapped)
def decide(event: Tapped, ctx: Context) -> Says | None:
    """Do what a button asks for: show, try out, publish or forget."""
    tap = read(event.data)
    if tap is None or tap.act != ACT:
        return None
    what, _, workbook_id = tap.value.partition(":")
    workbook = ctx.workbooks.get(workbook_id)
    if workbook is None and what == SHOW:
        workbook = ctx.workbooks.of(ctx.someone.id)  # a newer one has taken its place
    if workbook is None or workbook.contact_id != ctx.someone.id:
        return (_say(msgid("This workbook is not here any more. Send it again.")),)
    if not ctx.has_role(*PUBLISHES_FORMS):
        return None
    return _done(what, workbook, ctx)


@inner.on(Fetched)
def hand_on(event: Fetched, ctx: Context) -> Says | None:
    """Let a workbook be checked as soon as it is here."""
    workbook, attachment = _of_attachment(event.attachment_id, ctx)
    if workbook is None or attachment is None:
        return None
    return brought.came(attachment, workbook, ctx)


@inner.on(FetchFailed)
def lose(event: FetchFailed, ctx: Context) -> Says | None:
    """Ask for a workbook again that could not be had."""
    workbook, attachment = _of_attachment(event.attachment_id, ctx)
    if workbook is None or attachment is None:
        return None
    text = msgid("The workbook {name} did not reach us. Please send it again.")
    name = workbook.names().get(attachment.id) or workbook.name or ""
    said = Say(lines=(phrase(text, name=name),), subject=f"lost:{attachment.id}")
    if attachment.path == brought.FILE:
        return (said, *brought.without(attachment, workbook, ctx))
    forget(workbook, ctx)
    return (said,)


@inner.on(Examined)
def tell(event: Examined, ctx: Context) -> Says:
    """Let the result wait for the next reply: nobody asked just now."""
    workbook = ctx.workbooks.get(event.workbook_id)
    if workbook is None or workbook.state not in {CHECKED, STORED}:
        return ()
    if not ctx.has_role(*PUBLISHES_FORMS):
        forget(workbook, ctx)
        return ()
    if rostered.is_roster(workbook):
        return (rostered.notice(workbook),)
    if facility_listed.is_sheet(workbook):
        return (facility_listed.notice(workbook),)
    return (checked.notice(workbook, ctx.language),)


@watcher.on(Unsent)
def take_back(event: Unsent, ctx: Context) -> Says | None:
    """Forget a workbook whose message was taken back."""
    for attachment in ctx.attachments.of_message(event.lane, event.message_id):
        workbook = ctx.workbooks.get(attachment.draft_id)
        if workbook is None:
            continue
        if attachment.path == brought.FILE:
            brought.without(attachment, workbook, ctx)
        else:
            forget(workbook, ctx)
    return None


def after_trial(event: Happened, ctx: Context) -> Says:
    """Ask after a trial what is to become of the workbook."""
    workbook = ctx.workbooks.get(event.workbook_id) if isinstance(event, TrialOver) else None
    return () if workbook is None else (panel(workbook, ctx.language),)


def _awaited(event: Sent, ctx: Context) -> Workbook:
    """Wait for a workbook; it takes the place of the one before, and its latest files."""
    earlier = ctx.workbooks.replaceable(ctx.someone.id)
    workbook = brought.new_workbook(event, ctx)
    if earlier is not None:
        brought.move(earlier, workbook, ctx)
    brought.await_file(event, workbook, ctx, path="")
    return workbook


def _done(what: str, workbook: Workbook, ctx: Context) -> Says:
    if what == FORGET and workbook.state == STORING:
        return (rostered.panel(workbook, ctx),)
    if what == FORGET and (rostered.is_roster(workbook) or facility_listed.is_sheet(workbook)):
        forget(workbook, ctx)
        return (_say(msgid("The list is forgotten. Nothing was stored.")),)
    if what == FORGET:
        forget(workbook, ctx)
        return (_say(msgid("The workbook is forgotten. Nothing was published.")),)
    if what == TRY and checked.is_good(workbook):
        ctx.parked.drop(workbook.contact_id, subject_of(workbook))
        return try_out(workbook, ctx)
    if what == PUBLISH and checked.is_good(workbook):
        return _published(workbook, ctx)
    return _show(workbook, ctx) if what in {SHOW, TRY, PUBLISH} else ()


def _show(workbook: Workbook, ctx: Context) -> Says:
    ctx.parked.drop(workbook.contact_id, subject_of(workbook))
    if workbook.state == HELD:
        return (brought.held(workbook),)
    if rostered.is_roster(workbook):
        return (rostered.panel(workbook, ctx),)
    if facility_listed.is_sheet(workbook):
        return (facility_listed.panel(workbook),)
    return (panel(workbook, ctx.language),)


def _published(workbook: Workbook, ctx: Context) -> Says:
    """Publish a workbook; drafts that are under way end on the version they began with."""
    kept = [one for one in ctx.attachments.of_draft(workbook.id) if one.path != brought.FILE]
    source = ctx.attachments.content(kept[0]) if kept else None
    version = workbook.version(
        id=ctx.moment.new_id(),
        workbook=source or b"",
        at=ctx.moment.now,
        files=brought.media_of(workbook, ctx),
    )
    if version is None or source is None:
        return (_say(msgid("This workbook is not here any more. Send it again.")),)
    unfinished = ctx.drafts.unfinished(version.form_id)
    try:
        ctx.forms.publish(version)
    except ValueError:
        return (checked.taken(workbook),)
    said = checked.published(workbook, unfinished, ctx.language)
    forget(workbook, ctx)
    return (said,)


def _of_attachment(attachment_id: str, ctx: Context) -> tuple[Workbook | None, Attachment | None]:
    attachment = ctx.attachments.get(attachment_id)
    return (None if attachment is None else ctx.workbooks.get(attachment.draft_id)), attachment


def _say(text: str) -> Say:
    return Say(lines=(phrase(text),))
