"""Hand-over: people are given from one volunteer to another, all of them or home by home."""

from collections import Counter
from collections.abc import Sequence

from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.tap import Tap
from handlers.asking import number_in, tap_of
from handlers.colleagues import (
    HAND,
    NOBODY,
    ONE,
    called,
    colleague,
    gone,
    ground_of,
    joined_up,
    page_of,
    parted,
    to_team,
)
from handlers.context import Context
from handlers.incoming import Tapped
from handlers.reassigning import give
from handlers.roles import FILLS_FORMS
from handlers.router import Router, Says
from models.organization import Membership
from models.person import Person

_TO = "team.hand.to"
_DO = "team.hand.do"
_ALL = "all"
_A_PAGE = 6
_MOST = 500
"""How many people are handed over in one turn."""

router = Router()


@router.on(Tapped)
def choose(event: Tapped, ctx: Context) -> Says | None:
    """Ask which of someone's people are to be handed over; their value is whose, and the page."""
    tap = tap_of(event, HAND)
    if tap is None:
        return None
    whose, first = parted(tap.value, 2)
    if not _is_known(whose, ctx):
        return (gone(),)
    people = _people(whose, _ALL, ctx)
    if not people:
        text = msgid("Nobody is there to be handed over.")
        return (Say(lines=(phrase(text),), buttons=(to_team(),)),)
    return (_homes(whose, people, number_in(first), ctx),)


@router.on(Tapped)
def choose_to(event: Tapped, ctx: Context) -> Says | None:
    """Ask to whom they are to be given."""
    tap = tap_of(event, _TO)
    if tap is None:
        return None
    whose, which, first = parted(tap.value, 3)
    if not _is_known(whose, ctx) or not (which == _ALL or ctx.households.get(which)):
        return (gone(),)
    return (_takers(whose, which, number_in(first), ctx),)


@router.on(Tapped)
def hand_over(event: Tapped, ctx: Context) -> Says | None:
    """Give people to somebody, with what is owed to them."""
    tap = tap_of(event, _DO)
    if tap is None:
        return None
    whose, which, taker = parted(tap.value, 3)
    to = colleague(taker, ctx)
    if to is None or to.role not in FILLS_FORMS or not _is_known(whose, ctx):
        return (gone(),)
    return (_hand_over(_people(whose, which, ctx), to, ctx),)


def _hand_over(people: Sequence[Person], to: Membership, ctx: Context) -> Say:
    given = give(people, to, ctx, ground_of(ctx))
    lines = [phrase(msgid("{name} now visits {count} more."), name=called(to), count=given)]
    if given < len(people):
        text = msgid("Outside their area, and so not handed over: {count}")
        lines.append(phrase(text, count=len(people) - given))
    return Say(lines=tuple(lines), buttons=(to_team(),))


def _is_known(whose: str, ctx: Context) -> bool:
    if whose == NOBODY:
        return ctx.has_role("coordinator")
    return colleague(whose, ctx) is not None


def _people(whose: str, which: str, ctx: Context) -> list[Person]:
    """List whom someone visits, or whom nobody does; of one home where it is named."""
    one = None if whose == NOBODY else colleague(whose, ctx)
    return ctx.persons.of_visitor(
        None if one is None else one.contact_id,
        ground_of(ctx),
        household_id=None if which == _ALL else which,
        most=_MOST,
    )


def _homes(whose: str, people: Sequence[Person], first: int, ctx: Context) -> Say:
    homes = Counter(person.household_id for person in people if person.household_id is not None)
    shown = list(homes.items())[first : first + _A_PAGE]
    everybody = Button(
        label=phrase(msgid("All: {count}"), count=len(people)),
        tap=Tap(act=_TO, value=joined_up(whose, _ALL)),
    )
    buttons = [
        Button(label=_home_label(home, count, ctx), tap=Tap(act=_TO, value=joined_up(whose, home)))
        for home, count in shown
    ]
    if len(homes) > first + _A_PAGE:
        more = joined_up(whose, str(first + _A_PAGE))
        buttons.append(Button(label=phrase(msgid("More homes")), tap=Tap(act=HAND, value=more)))
    back = to_team() if whose == NOBODY else _back(whose)
    text = msgid("Whom do you want to hand over? Choose all, or one home.")
    return Say(lines=(phrase(text),), buttons=(everybody, *buttons, back))


def _home_label(home: str, count: int, ctx: Context) -> Words:
    household = ctx.households.get(home)
    mark = "" if household is None else household.mark or ""
    return f"{mark[:14] or '…'} ({count})"


def _takers(whose: str, which: str, first: int, ctx: Context) -> Say:
    """Offer those who can take people over, some on each page."""
    found = page_of(ctx, *FILLS_FORMS, first=first, most=_A_PAGE + 1)
    buttons = [
        Button(label=called(one), tap=Tap(act=_DO, value=joined_up(whose, which, one.id)))
        for one in found[:_A_PAGE]
        if one.id != whose
    ]
    if len(found) > _A_PAGE:
        more = joined_up(whose, which, str(first + _A_PAGE))
        buttons.append(Button(label=phrase(msgid("More names")), tap=Tap(act=_TO, value=more)))
    text = msgid("Who is to visit them from now on?")
    back = Button(label=phrase(msgid("Go back")), tap=Tap(act=HAND, value=whose))
    return Say(lines=(phrase(text),), buttons=(*buttons, back))


def _back(whose: str) -> Button:
    return Button(label=phrase(msgid("Go back")), tap=Tap(act=ONE, value=whose))
