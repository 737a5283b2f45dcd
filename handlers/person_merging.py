"""Merging: two records of one person become one, by a coordinator."""

from collections.abc import Mapping
from typing import Final

from dialogue.people.naming import joined
from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import Say
from dialogue.reading.steering import steering
from handlers.asking import ask, asked, tap_of
from handlers.buttons import button, to_menu
from handlers.context import Context
from handlers.happened import EntityDropped, PersonKept
from handlers.incoming import Tapped, Wrote
from handlers.marking import ERASED, PERSON, mark
from handlers.person_parts import (
    MERGE,
    back_to,
    by_name,
    is_for_others,
    not_here,
    say,
    shown,
    to_people,
)
from handlers.register import Known, called, change, found
from handlers.router import Router, Says
from models.person import PERSONS, Person

_CHOSEN: Final = "person.other"
_SURE: Final = "person.merge"
_MERGED: Final = "merged"
_SHOWN: Final = 7

router = Router()
asking = Router()


@router.on(Tapped)
def begin(event: Tapped, ctx: Context) -> Says | None:
    """Ask which other record is of the same person."""
    tap = tap_of(event, MERGE)
    if tap is None:
        return None
    one = _seen(tap.value, ctx)
    if one is None:
        return not_here()
    ask(MERGE, ctx, about=one.id)
    text = msgid("Which other record is {name}, too? Type its nickname or its code.")
    return (say(phrase(text, name=called(one)), buttons=(back_to(one.id),)),)


@asking.on(Wrote)
def find(event: Wrote, ctx: Context) -> Says | None:
    """Look for the other record."""
    question = asked(MERGE, ctx)
    if question is None or is_for_others(event.text):
        return None
    one = _seen(question.about, ctx)
    if one is None:
        return not_here()
    if steering(event.text) in {"cancel", "back"}:
        return (say(phrase(msgid("Nothing was changed.")), buttons=(back_to(one.id), to_menu())),)
    ask(MERGE, ctx, about=one.id)
    others = [each for each in found(event.text, ctx, most=_SHOWN) if each.id != one.id]
    text = (
        msgid("Which one is it? Choose below, or type another name.")
        if others
        else msgid("No other record was found. Type it in another way.")
    )
    return (say(phrase(text), buttons=(*by_name(others, _CHOSEN, f"{one.id}."), back_to(one.id))),)


@router.on(Tapped)
def show(event: Tapped, ctx: Context) -> Says | None:
    """Show both records, and ask whether it is sure."""
    tap = tap_of(event, _CHOSEN)
    if tap is None:
        return None
    one, other = _both(tap.value, ctx)
    if one is None or other is None:
        return not_here()
    sure = button(msgid("Yes, make them one"), _SURE, f"{one.id}.{other.id}")
    text = msgid(
        "Everything of the second record goes to the first, and the second is erased. This cannot"
        " be undone."
    )
    return (say(_line(one, "1"), _line(other, "2"), phrase(text), buttons=(sure, back_to(one.id))),)


@router.on(Tapped)
def merge(event: Tapped, ctx: Context) -> Says | None:
    """Make two records one: everything of the second is given to the first."""
    tap = tap_of(event, _SURE)
    if tap is None:
        return None
    one, other = _both(tap.value, ctx)
    if one is None or other is None:
        return not_here()
    first, second = ctx.persons.get(one.id), ctx.persons.get(other.id)
    entity = ctx.entities.get(PERSONS, other.id)
    if first is None or second is None or entity is None:
        return not_here()

    ctx.belongings.hand_over(second.id, first.id)
    change(first, _together(one, other), ctx)
    _keep_latest(first, second)

    ctx.entities.drop(entity)
    mark(_MERGED, PERSON, first.id, ctx, area=first.area)
    mark(ERASED, PERSON, second.id, ctx, area=second.area)
    return (
        EntityDropped(list=PERSONS, entity_id=second.id),
        PersonKept(person_id=first.id, is_new=False),
        _done(one),
    )


def _done(one: Known) -> Say:
    text = msgid("The two records of {name} are one now.")
    return say(phrase(text, name=called(one)), buttons=(back_to(one.id), to_people(), to_menu()))


def _together(one: Known, other: Known) -> Mapping[str, str]:
    """Fill what the first does not tell from the second, and put their groups together."""
    filled = {
        name: text
        for name, text in other.properties.items()
        if text and not one.properties.get(name)
    }
    groups = dict.fromkeys((*one.groups, *other.groups))
    return {**filled, "groups": " ".join(groups)} if groups else filled


def _keep_latest(first: Person, second: Person) -> None:
    visits = [one.visited_at for one in (first, second) if one.visited_at is not None]
    first.visited_at = max(visits, default=None)
    first.assignee_id = first.assignee_id or second.assignee_id


def _seen(person_id: str, ctx: Context) -> Known | None:
    return shown(person_id, ctx) if ctx.has_role("coordinator") else None


def _both(value: str, ctx: Context) -> tuple[Known | None, Known | None]:
    first, _, second = value.partition(".")
    return (None, None) if first == second else (_seen(first, ctx), _seen(second, ctx))


def _line(one: Known, number: str) -> Words:
    where = joined((one.name, one.mark, one.village))
    text = msgid("{number}. {person} · code {code}")
    return phrase(text, number=number, person=where, code=one.code)
