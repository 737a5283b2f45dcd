"""The menu: what can be done here, and the kind answer to what was not understood."""

from dialogue.phrase import Phrase, msgid, phrase
from dialogue.prompt import AnyButton, Button, Say
from dialogue.reading.steering import says_hello, steering
from dialogue.tap import Tap, read
from handlers.buttons import call
from handlers.context import Context
from handlers.happened import Happened, Joined, LanguageChosen, LeftQuietly, TopicOpens
from handlers.incoming import Incoming, Sent, Shared, Tapped, Unreadable, Wrote
from handlers.roles import FILLS_FORMS, SEES_TOTALS, may_fill
from handlers.router import Router, Says

_ACT = "menu"
_FORMS_ACT = "forms"
_FIRST = "home_visit"  # what is filled in most days
_FORMS_A_PAGE = 5
_DRAFTS_SHOWN = 3
_MOST_BUTTONS = 9
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
    """Show what is needed less often: all forms that may be begun, practice and the language."""
    tap = read(event.data)
    if tap is None or tap.act != _FORMS_ACT:
        return None
    first = int(tap.value) if tap.value.isdecimal() else 0
    shown = _starts(ctx)[first:]
    more = () if len(shown) <= _FORMS_A_PAGE else (_more(first + _FORMS_A_PAGE),)
    works = ctx.has_role(*FILLS_FORMS)
    lines = (
        phrase(msgid("Choose a form.")),
        phrase(msgid("To visit someone, type “visit” instead.")),
    )
    practice = Button(label=phrase(msgid("Practice")), tap=Tap(act="practice"))
    return (
        Say(
            lines=lines if works else lines[:1],
            buttons=(
                *shown[:_FORMS_A_PAGE],
                *more,
                *((practice,) if works else ()),
                _care(),
                _topics(),
                _language(),
            ),
        ),
    )


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


def after_topic(event: Happened, ctx: Context) -> Says:
    """Show the menu to whoever asked for it in other words."""
    return (menu(ctx),) if isinstance(event, TopicOpens) and event.act == _ACT else ()


def after_quiet_exit(event: Happened, ctx: Context) -> Says:
    """Put the plain menu back where somebody left a talk that nobody else may know of."""
    return (menu(ctx),) if isinstance(event, LeftQuietly) else ()


def menu(ctx: Context) -> Say:
    """Say what can be done here, by the role of whoever asks."""
    works, reads = ctx.has_role(*FILLS_FORMS), ctx.has_role(*SEES_TOTALS)
    if works:
        text = msgid("Here you can record a home visit. Choose below.")
    elif reads:
        text = msgid("Here you can see the report of your area. Choose below.")
    elif ctx.has_role("receiver"):
        text = msgid("When someone comes with a referral card, type its code here.")
    else:
        text = msgid("For questions about your health right, call 1330, day or night.")
    lines = (
        phrase(msgid("This is an automatic service. It is not a doctor.")),
        phrase(text),
        phrase(msgid("If a life is in danger, call 1669 now.")),
        *(() if works or reads else (phrase(msgid("Volunteers: type the invite code here.")),)),
    )
    own = (*_work(ctx), *_totals(ctx)) if works else _totals(ctx)
    everyone = _everyone(works=works, has_role=works or reads)
    room = _MOST_BUTTONS - len(own) - len(everyone)
    return Say(lines=lines, buttons=(*_going_on(ctx, room), *own, *everyone))


def _going_on(ctx: Context, room: int) -> tuple[AnyButton, ...]:
    """Offer to go on with forms that are not finished, as far as there is room."""
    drafts = () if ctx.contact is None else ctx.drafts.of(ctx.contact.id)
    return tuple(
        Button(label=_continuing(number), tap=Tap(act="resume", draft=draft.id))
        for number, draft in enumerate(drafts[: min(room, _DRAFTS_SHOWN)], start=1)
    )


def _work(ctx: Context) -> tuple[AnyButton, ...]:
    """Give what volunteers do, and what their coordinators do besides."""
    acts = [
        (msgid("Visit someone"), "visit"),
        (msgid("Today’s work"), "today"),
        (msgid("People"), "people"),
    ]
    if ctx.has_role("coordinator"):
        acts.append((msgid("Team"), "team"))
    acts.append((msgid("Forms and more"), _FORMS_ACT))
    return tuple(Button(label=phrase(text), tap=Tap(act=act)) for text, act in acts)


def _totals(ctx: Context) -> tuple[AnyButton, ...]:
    if not ctx.has_role(*SEES_TOTALS):
        return ()
    return (Button(label=phrase(msgid("Report")), tap=Tap(act="report")),)


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


def _everyone(*, works: bool, has_role: bool) -> tuple[AnyButton, ...]:
    """Give what everybody is offered; whoever works finds the rest behind "Forms and more"."""
    rights = () if has_role else (call("1330"),)
    return (
        *(() if works else (_care(), _topics())),
        *rights,
        *(() if has_role else (_person(),)),
        Button(label=phrase(msgid("My data")), tap=Tap(act="mydata")),
        call("1669"),
        *(() if works else (_language(),)),
    )


def _care() -> Button:
    return Button(label=phrase(msgid("Find care")), tap=Tap(act="care"))


def _person() -> Button:
    return Button(label=phrase(msgid("Talk to a person")), tap=Tap(act="human"))


def _topics() -> Button:
    return Button(label=phrase(msgid("My rights")), tap=Tap(act="topics"))


def _language() -> Button:
    return Button(label=phrase(msgid("Change language")), tap=Tap(act="language"))


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
