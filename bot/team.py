"""The team from outside of any talk: list it, take somebody out, hand people over."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.compiled import Compiled
from bot.postman import Postman
from bot.publication import new_id
from bot.reading import Reader
from bot.starting import Premises
from bot.words import Words
from dialogue.moment import Moment
from handlers.context import Context
from handlers.desk import whole_desk
from handlers.ending import end, farewell
from handlers.reassigning import give
from handlers.roles import FILLS_FORMS
from models.organization import Membership, Memberships
from models.scope import Grant, Scope

_SHOWN = 8


class UnknownRoleError(LookupError):
    """No role, or more than one, has an id that begins so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One role that somebody has: `code` is the beginning of its id, and `name` may be ""."""

    code: str
    name: str
    role: str
    kind: str
    area: str
    people: int
    overdue: int
    seen_on: date | None


def standing(premises: Premises, area: str, at: datetime) -> list[Standing]:
    """List the roles that are held within an area; those of demo contacts are left out."""
    with premises.store.thinking() as session:
        ctx = _context(session, premises, at)
        held = ctx.memberships.everybody(area, is_demo=False)
        contacts = {one.contact_id for one in held}
        scope = Scope(grants=(Grant(area=area),))
        people = ctx.persons.count_by_visitor(contacts, scope)
        overdue = ctx.follow_ups.count_overdue(contacts, ctx.moment.today, scope)
        return [
            Standing(
                code=one.id[:_SHOWN],
                name=one.name or "",
                role=one.role,
                kind=one.kind or "",
                area=one.area,
                people=people.get(one.contact_id, 0),
                overdue=overdue.get(one.contact_id, 0),
                seen_on=contact.seen_on if (contact := ctx.contacts.get(one.contact_id)) else None,
            )
            for one in held
        ]


def remove(premises: Premises, words: Words, code: str, at: datetime) -> int:
    """End all roles of whoever has this one; count the people who then have nobody.

    Raises:
        UnknownRoleError: when the code names no role, or several.
    """
    with _turn(premises, at) as (session, ctx):
        one = _of(session, code)
        before = len(ctx.persons.visited_by(one.contact_id))
        happened = end(ctx.memberships.of(one.contact_id), ctx)
        says = whole_desk().told((*happened, farewell(one.contact_id)), ctx)
        Postman(words=words).park(session, None, says, ctx)
        return before


def hand_over(premises: Premises, code: str, to: str, at: datetime) -> tuple[int, int]:
    """Give all people of one to another: count those given, and those outside their areas.

    Raises:
        UnknownRoleError: when a code names no role, or several, or one that visits nobody.
    """
    with _turn(premises, at) as (session, ctx):
        giver, taker = _of(session, code), _of(session, to)
        if taker.role not in FILLS_FORMS:
            raise UnknownRoleError(to)
        contact = ctx.contacts.get(taker.contact_id)
        is_demo = contact is not None and contact.is_demo
        scope = Scope(grants=(Grant(area=""),), is_demo=is_demo)
        people = [
            person
            for person in ctx.persons.visited_by(giver.contact_id)
            if person.is_demo == is_demo
        ]
        given = give(people, taker, ctx, scope)
        return given, len(people) - given


@contextmanager
def _turn(premises: Premises, at: datetime) -> Iterator[tuple[Session, Context]]:
    with premises.store.writing() as session:
        yield session, _context(session, premises, at)


def _context(session: Session, premises: Premises, at: datetime) -> Context:
    zone = premises.settings.zone
    reader = Reader(vault=premises.keys, zone=zone, compiled=Compiled())
    moment = Moment(now=at.astimezone(zone), seed=f"command {new_id()}")
    return reader.context(session, moment=moment)


def _of(session: Session, code: str) -> Membership:
    found = Memberships(session).beginning(code.upper()) if code else []
    if len(found) != 1:
        raise UnknownRoleError(code)
    return found[0]
