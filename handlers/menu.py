"""The menu: what can be done here, and the kind answer to what was not understood."""

from dialogue.phrase import msgid, phrase
from dialogue.prompt import AnyButton, Button, Link, Say
from dialogue.reply import steering
from dialogue.tap import Tap, read
from handlers.context import Context
from handlers.happened import Happened, Joined, LanguageChosen
from handlers.incoming import Incoming, Sent, Shared, Tapped, Unreadable, Wrote
from handlers.roles import FILLS_FORMS
from handlers.router import Router, Says

_ACT = "menu"
_FORMS_SHOWN = 4

router = Router()


@router.on(Wrote, Tapped)
def show(event: Incoming, ctx: Context) -> Says | None:
    """Show the menu to whoever asks for it."""
    if isinstance(event, Wrote) and steering(event.text) in {"menu", "help"}:
        return (menu(ctx),)
    if isinstance(event, Tapped) and (tap := read(event.data)) is not None and tap.act == _ACT:
        return (menu(ctx),)
    return None


@router.on(Wrote, Tapped, Sent, Shared, Unreadable)
def answer_kindly(event: Incoming, ctx: Context) -> Says:
    """Answer what nobody took: say so, and what can be done."""
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
    return (menu(ctx, joined_as=event.role),)


def menu(ctx: Context, *, joined_as: str | None = None) -> Say:
    """Say what can be done here, by the role of whoever asks."""
    works = joined_as in FILLS_FORMS or ctx.has_role(*FILLS_FORMS)
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
    drafts = ctx.drafts.of(ctx.someone.id)
    going_on = tuple(
        Button(label=phrase(msgid("Continue")), tap=Tap(act="resume", draft=draft.id))
        for draft in drafts[:1]
    )
    starts = tuple(
        Button(label=title, tap=Tap(act="start", value=form.id))
        for form in ctx.forms.all()[:_FORMS_SHOWN]
        if (title := form.title_in(ctx.language))
    )
    return (*going_on, *starts)


def _everyone(*, works: bool) -> tuple[AnyButton, ...]:
    rights = () if works else (Link(label=phrase(msgid("Call 1330")), uri="tel:1330"),)
    return (
        *rights,
        Link(label=phrase(msgid("Call 1669")), uri="tel:1669"),
        Button(label=phrase(msgid("Change language")), tap=Tap(act="language")),
    )


def _not_taken(event: Incoming) -> str:
    if isinstance(event, Sent) and event.media != "sticker":
        return msgid("Photos and voice are not taken here. What you sent was not kept.")
    if isinstance(event, Shared):
        return msgid("No place is needed here. What you sent was not kept.")
    if isinstance(event, Sent):
        return msgid("Thank you for the sticker.")
    if isinstance(event, Tapped):
        return msgid("This button is no longer in use. Nothing was changed.")
    return msgid("Sorry, I could not understand this.")
