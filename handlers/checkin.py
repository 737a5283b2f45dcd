"""Check-ins: lead a volunteer through a form, one answer at a time."""

from dialogue import interview
from dialogue.phrase import msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.reply import Chosen, Media, Odd, PickedValue, Placed, Reply, Typed, steering
from dialogue.tap import Tap, read
from handlers.buttons import to_menu
from handlers.context import Context
from handlers.drafting import begin, form_of, is_silent, keep, show, show_waiting, state_of
from handlers.happened import Happened, LanguageChosen
from handlers.incoming import Incoming, Picked, Sent, Shared, Tapped, Unreadable, Wrote
from handlers.roles import FILLS_FORMS, is_open_to_all, may_fill
from handlers.router import Router, Says
from handlers.submitting import erase
from models.draft import OPEN, PAUSED, Draft
from models.form import FormVersion

_ENDINGS = {"image": ".jpg", "video": ".mp4", "audio": ".m4a", "file": ""}

offered = Router()
router = Router()


@offered.on(Wrote)
def choose(event: Wrote, ctx: Context) -> Says | None:
    """Let a choice that is offered with these very words go before what the words steer."""
    draft = ctx.drafts.open_of(ctx.someone.id) if steering(event.text) is not None else None
    if draft is None or ctx.freshness != "answer" or is_silent(draft, ctx):
        return None
    if not _may_go_on(draft, ctx):
        return None
    is_label = interview.is_offered(
        form_of(draft, ctx),
        state_of(draft),
        event.text,
        draft_id=draft.id,
        language=ctx.language,
        moment=ctx.moment,
    )
    return _advance(event, draft, ctx) if is_label else None


@router.on(Tapped, Wrote)
def go_on(event: Incoming, ctx: Context) -> Says | None:
    """Continue a draft where it stands, for whoever taps or types "continue"."""
    draft = _draft_to_resume(event, ctx)
    if draft is None or not _may_go_on(draft, ctx):
        return None
    open_draft = ctx.drafts.open_of(ctx.someone.id)
    if open_draft is not None and open_draft is not draft:
        open_draft.status = PAUSED
    draft.status = OPEN
    return show(draft, ctx)


@router.on(Tapped, Wrote)
def start(event: Incoming, ctx: Context) -> Says | None:
    """Begin the form that is named by a button, its id or its title."""
    version = _form_to_start(event, ctx)
    if version is None:
        return None
    if not ctx.has_role(*FILLS_FORMS) and not is_open_to_all(version, ctx):
        if isinstance(event, Wrote):
            return None  # the title of a form may be a question about rights, too
        text = msgid("Only volunteers can record visits. Type your invite code first.")
        return (Say(lines=(phrase(text),), buttons=(to_menu(),)),)
    if not may_fill(version, ctx):
        text = msgid("This form is only for those who are permitted. Ask your coordinator.")
        return (Say(lines=(phrase(text),)),)
    return begin(version, ctx)


@router.on(Wrote, Tapped, Picked, Shared, Sent, Unreadable)
def answer(event: Incoming, ctx: Context) -> Says | None:
    """Answer the question that waits; pass when none does."""
    draft = ctx.drafts.open_of(ctx.someone.id)
    if draft is not None and not _may_go_on(draft, ctx):
        draft = None
    if isinstance(event, Tapped | Picked) and _is_of_no_draft(event, ctx):
        text = msgid("This form is closed. What was saved stays saved.")
        menu = to_menu()
        asked = () if draft is None else show(draft, ctx)
        return (Say(lines=(phrase(text),), buttons=() if asked else (menu,)), *asked)
    if draft is None or (isinstance(event, Tapped | Picked) and _is_elsewhere(event)):
        return None
    if isinstance(event, Wrote) and ctx.freshness == "again":
        return ()
    if is_silent(draft, ctx):
        return _after_silence(event, draft, ctx)
    return _advance(event, draft, ctx)


def after_language(event: Happened, ctx: Context) -> Says:
    """Show the waiting question in the new language."""
    return show_waiting(ctx) if isinstance(event, LanguageChosen) else ()


def _may_go_on(draft: Draft, ctx: Context) -> bool:
    """Tell whether the contact still fills in this form; a draft that outlived a role is erased.

    A role ends with all drafts, but for one that was begun in that very moment.
    """
    if ctx.has_role(*FILLS_FORMS):
        return True
    version = None if draft.version_id is None else ctx.forms.version(draft.version_id)
    if version is not None and is_open_to_all(version, ctx):
        return True
    erase(draft, ctx)
    return False


def _is_of_no_draft(event: Tapped | Picked, ctx: Context) -> bool:
    """Tell whether a button belongs to a form that was finished or cancelled meanwhile."""
    tap = read(event.data)
    return tap is not None and bool(tap.draft) and ctx.drafts.get(tap.draft, ctx.someone.id) is None


def _is_elsewhere(event: Tapped | Picked) -> bool:
    """Tell whether a button is of the menu or the like, and not of any draft."""
    tap = read(event.data)
    return tap is None or not tap.draft


def _advance(event: Incoming, draft: Draft, ctx: Context) -> Says:
    form, state = form_of(draft, ctx), state_of(draft)
    if isinstance(event, Wrote) and ctx.freshness == "early":
        turn = interview.offer(
            form,
            state,
            event.text,
            draft_id=draft.id,
            language=ctx.language,
            moment=ctx.moment,
        )
        return keep(draft, turn, ctx)

    turn = interview.advance(
        form,
        state,
        _reply(event, ctx),
        draft_id=draft.id,
        language=ctx.language,
        moment=ctx.moment,
    )

    return keep(draft, turn, ctx, sent=event if isinstance(event, Sent) else None)


def _after_silence(event: Incoming, draft: Draft, ctx: Context) -> Says:
    """Ask first who is there: a button's answer is kept, a text is not taken for one."""
    kept, touched_at = isinstance(event, Tapped | Picked), draft.touched_at
    says = _advance(event, draft, ctx) if kept else ()
    if ctx.drafts.get(draft.id, draft.contact_id) is None:
        return says
    draft.touched_at = touched_at  # what waits now was not shown: no text is taken for its answer
    text = (
        msgid("Your answer is kept. There is unfinished work. Tap “Continue” to go on.")
        if kept
        else msgid("There is unfinished work. Tap “Continue” first, then answer.")
    )
    on = Button(label=phrase(msgid("Continue")), tap=Tap(act="resume", draft=draft.id))
    return (Say(lines=(phrase(text),), buttons=(on,)),)


def _reply(event: Incoming, ctx: Context) -> Reply:
    tap = read(event.data) if isinstance(event, Tapped | Picked) else None
    match event:
        case Wrote():
            return Typed(text=event.text)
        case Tapped() if tap is not None:
            return Chosen(tap=tap)
        case Picked() if tap is not None:
            return PickedValue(tap=tap, value=event.value)
        case Shared():
            return Placed(latitude=event.latitude, longitude=event.longitude)
        case Sent():
            return _media(event, ctx)
        case _:
            return Odd(kind="unknown")


def _media(event: Sent, ctx: Context) -> Reply:
    if event.media == "sticker" or event.external or not event.message_id:
        return Odd(kind="sticker" if event.media == "sticker" else "unknown")
    ending = _ENDINGS[event.media] or _ending_of(event.file_name)
    return Media(kind=event.media, name=ctx.moment.new_id().lower() + ending)


def _ending_of(file_name: str) -> str:
    stem, dot, ending = file_name.rpartition(".")
    plain = ending.isascii() and ending.isalnum() and len(ending) <= 8
    return f".{ending.lower()}" if stem and dot and plain else ""


def _draft_to_resume(event: Incoming, ctx: Context) -> Draft | None:
    if isinstance(event, Tapped):
        tap = read(event.data)
        asked = tap is not None and tap.act == "resume"
        return ctx.drafts.get(tap.draft, ctx.someone.id) if tap is not None and asked else None
    if not isinstance(event, Wrote) or steering(event.text) != "resume":
        return None
    return next(iter(ctx.drafts.of(ctx.someone.id)), None)


def _form_to_start(event: Incoming, ctx: Context) -> FormVersion | None:
    if isinstance(event, Tapped):
        tap = read(event.data)
        return ctx.forms.current(tap.value) if tap is not None and tap.act == "start" else None
    if not isinstance(event, Wrote) or ctx.drafts.open_of(ctx.someone.id) is not None:
        return None
    form = ctx.forms.named(event.text)
    return None if form is None else ctx.forms.current(form.id)
