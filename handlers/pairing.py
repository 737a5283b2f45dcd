"""Buddies: a coordinator pairs a Thai and a Lao volunteer, who then see each other's people."""

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.tap import Tap
from handlers.asking import number_in, tap_of
from handlers.colleagues import (
    ONE,
    PAIRED,
    called,
    colleague,
    gone,
    joined_up,
    noted,
    page_of,
    parted,
    to_team,
)
from handlers.context import Context
from handlers.incoming import Tapped
from handlers.router import Router, Says
from models.organization import Membership
from models.pair import Pair

_WITH = "pair.with"
_MAKE = "pair.make"
_END = "pair.end"
_A_PAGE = 7
_LOOKED_AT = 50

router = Router()


@router.on(Tapped)
def choose(event: Tapped, ctx: Context) -> Says | None:
    """Offer those with whom someone can be paired."""
    tap = tap_of(event, _WITH)
    if tap is None:
        return None
    whose, first = parted(tap.value, 2)
    one = _free(whose, ctx)
    return (gone(),) if one is None else (_offer(one, number_in(first), ctx),)


@router.on(Tapped)
def pair(event: Tapped, ctx: Context) -> Says | None:
    """Pair two volunteers who speak different languages, and tell both."""
    tap = tap_of(event, _MAKE)
    if tap is None:
        return None
    first, second = (_free(each, ctx) for each in parted(tap.value, 2))
    if first is None or second is None or not _fit(first, second, ctx):
        return (gone(),)
    ctx.pairs.add(
        Pair(
            id=ctx.moment.new_id(),
            one_id=first.contact_id,
            other_id=second.contact_id,
            made_at=ctx.moment.now,
        )
    )
    for one in (first, second):
        noted(PAIRED, one, ctx)
    text = msgid("{one} and {other} visit together now, and see each other's people.")
    said = Say(lines=(phrase(text, one=called(first), other=called(second)),), buttons=(to_team(),))
    return (said, _told(first, second), _told(second, first))


@router.on(Tapped)
def end(event: Tapped, ctx: Context) -> Says | None:
    """Let two go apart; each sees the own people alone from then on."""
    tap = tap_of(event, _END)
    if tap is None:
        return None
    one = colleague(tap.value, ctx)
    made = None if one is None else ctx.pairs.of(one.contact_id)
    if one is None or made is None:
        return (gone(),)
    ctx.pairs.drop(made)
    noted(PAIRED, one, ctx)
    text = msgid("The pair has ended. Each sees their own people alone from now on.")
    return (Say(lines=(phrase(text),), buttons=(to_team(),)),)


def _free(membership_id: str, ctx: Context) -> Membership | None:
    """Find a volunteer who is in no pair."""
    one = colleague(membership_id, ctx)
    if one is None or one.role != "volunteer" or ctx.pairs.of(one.contact_id) is not None:
        return None
    return one


def _fit(one: Membership, other: Membership, ctx: Context) -> bool:
    """Tell whether two speak different languages, and so are two people."""
    return _language(one, ctx) != _language(other, ctx)


def _language(one: Membership, ctx: Context) -> str:
    contact = ctx.contacts.get(one.contact_id)
    return "lo" if contact is not None and contact.language == "lo" else "th"


def _offer(one: Membership, first: int, ctx: Context) -> Say:
    found = page_of(ctx, "volunteer", first=first, most=_LOOKED_AT)
    paired = ctx.pairs.paired([each.contact_id for each in found])
    fitting = [
        (place, each)
        for place, each in enumerate(found, start=first)
        if each.contact_id not in paired and _fit(one, each, ctx)
    ]
    shown = fitting[:_A_PAGE]
    buttons = [
        Button(label=called(each), tap=Tap(act=_MAKE, value=joined_up(one.id, each.id)))
        for _, each in shown
    ]
    further = shown[-1][0] + 1 if len(fitting) > _A_PAGE else first + _LOOKED_AT
    if len(fitting) > _A_PAGE or len(found) == _LOOKED_AT:
        more = joined_up(one.id, str(further))
        buttons.append(Button(label=phrase(msgid("More names")), tap=Tap(act=_WITH, value=more)))
    text = (
        msgid("Who visits together with {name}? Those who speak the other language are shown.")
        if shown
        else msgid("There is no one free who speaks the other language than {name}.")
    )
    back = Button(label=phrase(msgid("Go back")), tap=Tap(act=ONE, value=one.id))
    return Say(lines=(phrase(text, name=called(one)),), buttons=(*buttons, back))


def _told(one: Membership, buddy: Membership) -> Say:
    text = msgid("You visit together with {name} now. You see each other's people.")
    line = phrase(text, name=called(buddy))
    return Say(lines=(line,), subject="paired", to=one.contact_id)
