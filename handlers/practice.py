"""Practice: any form with a made-up person, of which nothing is kept."""

from typing import Final

from dialogue.interview import Given
from dialogue.people.naming import clipped
from dialogue.phrase import msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.reading.steering import says_practice
from dialogue.tap import Tap
from handlers.asking import tap_of
from handlers.buttons import to_menu
from handlers.context import Context, Language
from handlers.drafting import About, begin
from handlers.happened import Happened, PracticeOver
from handlers.incoming import Incoming, Tapped, Wrote
from handlers.roles import FILLS_FORMS, may_fill
from handlers.router import Router, Says
from handlers.sight import MADE_UP

ACT: Final = "practice"
FORM: Final = "practice.form"

_A_PAGE: Final = 7
_NAMES: Final[dict[Language, tuple[str, str]]] = {
    "th": ("ป้าสมมุติ", "บ้านสมมุติ"),
    "lo": ("ປ້າສົມມຸດ", "ບ້ານສົມມຸດ"),
}
"""The made-up person and their village, as they are written into a form."""

router = Router()


@router.on(Wrote, Tapped)
def choose(event: Incoming, ctx: Context) -> Says | None:
    """Let a form be chosen to practise with."""
    tap = tap_of(event, ACT)
    if tap is None and not (isinstance(event, Wrote) and says_practice(event.text)):
        return None
    if not ctx.has_role(*FILLS_FORMS):
        text = msgid("Only volunteers can practise. Type your invite code first.")
        return (Say(lines=(phrase(text),)),)
    page = int(tap.value) if tap is not None and tap.value.isdecimal() else 0
    return (_offer(page, ctx),)


@router.on(Tapped)
def start(event: Tapped, ctx: Context) -> Says | None:
    """Begin a form with the made-up person."""
    tap = tap_of(event, FORM)
    if tap is None or not ctx.has_role(*FILLS_FORMS):
        return None
    version = ctx.forms.current(tap.value)
    if version is None or not may_fill(version, ctx):
        return (_offer(0, ctx),)
    name, village = _NAMES[ctx.language]
    form = ctx.compiled(version)
    by_list = any(
        one.path.endswith("/person") and one.type == "select_one" for one in form.controls
    )
    values = {"person": MADE_UP if by_list else name, "area": village, "person_name": name}
    about = About(person_id=MADE_UP, given=Given(values=values, practice=True))
    begun = begin(version, ctx, about)
    return (_lead(name), *begun) if begun else ()  # the question of a double tap stands already


def after_practice(event: Happened, _ctx: Context) -> Says:
    """Offer to practise again, or to visit in earnest."""
    if not isinstance(event, PracticeOver):
        return ()
    return (
        Say(
            lines=(phrase(msgid("Practise another form, or visit someone?")),),
            buttons=(
                Button(label=phrase(msgid("Practise again")), tap=Tap(act=ACT)),
                Button(label=phrase(msgid("Visit someone")), tap=Tap(act="visit")),
                to_menu(),
            ),
        ),
    )


def _lead(name: str) -> Say:
    text = msgid("PRACTICE with {name}, who is made up. Nothing that you answer is kept.")
    return Say(lines=(phrase(text, name=name),))


def _offer(page: int, ctx: Context) -> Say:
    forms = [
        form
        for form in ctx.forms.all()
        if (version := ctx.forms.current(form.id)) is not None and may_fill(version, ctx)
    ]
    shown = forms[page * _A_PAGE : (page + 1) * _A_PAGE]
    more = page + 1 if len(forms) > (page + 1) * _A_PAGE else 0
    turner = Button(label=phrase(msgid("More forms")), tap=Tap(act=ACT, value=str(more)))
    return Say(
        lines=(phrase(msgid("Practice: choose a form. The person is made up, nothing is kept.")),),
        buttons=(
            *(
                Button(label=clipped(form.title_in(ctx.language)), tap=Tap(act=FORM, value=form.id))
                for form in shown
            ),
            *((turner,) if len(forms) > _A_PAGE else ()),
            to_menu(),
        ),
    )
