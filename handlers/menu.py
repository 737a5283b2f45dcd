"""The menu: what can be done here, and the kind answer to what was not understood."""

from dialogue.phrase import Phrase, msgid, phrase
from dialogue.prompt import AnyButton, Button, Link, Say
from dialogue.reading.steering import says_hello, steering
from dialogue.tap import Tap, read
from handlers.context import Context
from handlers.happened import Happened, Joined, LanguageChosen
from handlers.incoming import Incoming, Sent, Shared, Tapped, Unreadable, Wrote
from handlers.roles import FILLS_FORMS, may_fill
from handlers.router import Router, Says

_ACT = "menu"
_FORMS_ACT = "forms"
_FIRST = "home_visit"  # what is filled in most days
_FORMS_IN_MENU = 4
_FORMS_A_PAGE = 8
_DRAFTS_SHOWN = 3
_OF_A_FORM = frozenset({"back", "next", "skip", "resume", "review", "cancel"})

router = Router()


@router.on(Wrote, Tapped)
def show(event: Incoming, ctx: Context) -> Says | None:
    """Show the menu to whoever asks for it."""
    if isinstance(event, Wrote) and steering(event.text) in {"menu", "help"}:
        return (menu(ctx),)
    if isinstance(event, Tapped) and (tap := read(event.data)) is not None and tap.act == _ACT:
        return (menu(ctx),)
    return None


@router.on(Tapped)
def show_forms(event: Tapped, ctx: Context) -> Says | None:
    """Show all forms that may be begun, some on each page."""
    tap = read(event.data)
    if tap is None or tap.act != _FORMS_ACT:
        return None
    first = int(tap.value) if tap.value.isdecimal() else 0
    shown = _starts(ctx)[first:]
    more = () if len(shown) <= _FORMS_A_PAGE else (_more(first + _FORMS_A_PAGE),)
    lines = (phrase(msgid("Choose a form.")),)
    return (Say(lines=lines, buttons=(*shown[:_FORMS_A_PAGE], *more)),)


@router.on(Wrote, Tapped, Sent, Shared, Unreadable)
def answer_kindly(event: Incoming, ctx: Context) -> Says:
    """Answer what nobody took: say so, and what can be done; for a greeting, that alone."""
    if isinstance(event, Wrote) and says_hello(event.text):
        return (menu(ctx),)
    return (Say(lines=(phrase(_not_taken(event)),)), menu(ctx))


def after_language(event: Happened, ctx: Context) -> Says:
    """Show the menu in the new language, unless a question waits."""
    if not isinstance(event, LanguageChosen) or ctx.drafts.open_of(event.contact_id) is not None:
        return ()
    return (menu(ctx),)


def after_joining(event: Happened, ctx: Context) -> Says:
    """Show someone new what they may do now."""
    if not isinstance(event, Joined) or ctx.someone.language is None:
        return ()
    return (menu(ctx),)


def menu(ctx: Context) -> Say:
    """Say what can be done here, by the role of whoever asks."""
    works = ctx.has_role(*FILLS_FORMS)
    text = (
        msgid("Here you can record a home visit. Choose below.")
        if works
        else msgid("For questions about your health right, call 1330, day or night.")
    )
    lines = (
        phrase(msgid("This is an automatic service. It is not a doctor.")),
        phrase(text),
        phrase(msgid("If a life is in danger, call 1669 now.")),
        *(() if works else (phrase(msgid("Volunteers: type the invite code here.")),)),
    )
    return Say(lines=lines, buttons=(*(_work(ctx) if works else ()), *_everyone(works=works)))


def _work(ctx: Context) -> tuple[AnyButton, ...]:
    drafts = ctx.drafts.of(ctx.someone.id)[:_DRAFTS_SHOWN]
    going_on = (
        Button(label=_continuing(number), tap=Tap(act="resume", draft=draft.id))
        for number, draft in enumerate(drafts, start=1)
    )
    starts = _starts(ctx)
    more = (_more(0),) if len(starts) > _FORMS_IN_MENU else ()
    return (*going_on, *starts[:_FORMS_IN_MENU], *more)


def _starts(ctx: Context) -> tuple[Button, ...]:
    forms = sorted(ctx.forms.all(), key=lambda form: (form.id != _FIRST, form.id))
    return tuple(
        Button(label=form.title_in(ctx.language), tap=Tap(act="start", value=form.id))
        for form in forms
        if (version := ctx.forms.current(form.id)) is not None and may_fill(version, ctx)
    )


def _more(first: int) -> Button:
    return Button(label=phrase(msgid("More forms")), tap=Tap(act=_FORMS_ACT, value=str(first)))


def _continuing(number: int) -> Phrase:
    if number == 1:
        return phrase(msgid("Continue"))
    return phrase(msgid("Continue {number}"), number=number)


def _everyone(*, works: bool) -> tuple[AnyButton, ...]:
    rights = () if works else (Link(label=phrase(msgid("Call 1330")), uri="tel:1330"),)
    return (
        *rights,
        Link(label=phrase(msgid("Call 1669")), uri="tel:1669"),
        Button(label=phrase(msgid("Change language")), tap=Tap(act="language")),
    )


def _not_taken(event: Incoming) -> str:
    if isinstance(event, Sent) and event.media != "sticker":
        return msgid("Photos, voice and files are not taken here. What you sent was not kept.")
    if isinstance(event, Shared):
        return msgid("No place is needed here. What you sent was not kept.")
    if isinstance(event, Sent):
        return msgid("Thank you for the sticker.")
    if isinstance(event, Tapped):
        return msgid("This button is no longer in use. Nothing was changed.")
    if isinstance(event, Wrote) and steering(event.text) in _OF_A_FORM:
        return msgid("No form is open now.")
    return msgid("Sorry, I could not understand this.")
