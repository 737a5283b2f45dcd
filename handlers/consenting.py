"""Consent: what stands of it, what is given and taken back, and whom that may be done for."""

from collections.abc import Collection
from typing import Final
from xml.etree import ElementTree as ET

from handlers.context import Context
from handlers.marking import AGREED, PERSON, WITHDREW, mark
from handlers.register import change
from handlers.roles import scope_of
from models.consent import CARER, PARENT, PURPOSES, SELF, Consent
from models.consent_card import ConsentCard
from models.person import Person

RECORD, SHARE, REMINDERS = PURPOSES

NO_CARD: Final = "form"
"""What stands for the card where none is loaded: people agree to the words of the form alone."""

_GIVEN_BY: Final = {
    "person": SELF,
    "self": SELF,
    "parent": PARENT,
    "child": PARENT,
    "carer": CARER,
    "adult": CARER,
}
"""By whom, as the shipped forms write it."""


def stands(person_id: str, purpose: str, ctx: Context) -> bool:
    """Tell whether a person agrees to this: given, not withdrawn, and to the words of today."""
    return purpose in standing(person_id, ctx)


def standing(person_id: str, ctx: Context) -> dict[str, Consent]:
    """Give all that a person agrees to now, by purpose."""
    card = ctx.consent_cards.current()
    cards = (NO_CARD,) if card is None else card.counts_for
    return ctx.consents.standing(person_id, cards)


def written_by(given_by: str) -> str:
    """Write by whom consent was given as the shipped forms do."""
    return "person" if given_by == SELF else given_by


def given_by_of(written: str) -> str | None:
    """Read by whom a form says that consent was given; None where it does not say."""
    return _GIVEN_BY.get(written)


def record(person_id: str, purposes: Collection[str], given_by: str, ctx: Context) -> None:
    """Keep what a person agreed to just now; what stands already is not kept twice.

    `given_by` is self, parent or carer. The person must be in the register.
    """
    stand = standing(person_id, ctx)
    known = {purpose for purpose, one in stand.items() if one.given_by == given_by}
    card = ctx.consent_cards.current()
    fresh = [purpose for purpose in PURPOSES if purpose in purposes and purpose not in known]
    for purpose in fresh:
        ctx.consents.add(
            Consent(
                id=ctx.moment.new_id(),
                person_id=person_id,
                purpose=purpose,
                card=NO_CARD if card is None else card.version,
                given_by=given_by,
                given_at=ctx.moment.now,
                heard_by=ctx.someone.id,
                is_demo=ctx.someone.is_demo,
            )
        )
    if fresh:
        mark(AGREED, PERSON, person_id, ctx)
        _note(person_id, ctx)


def withdraw(person_id: str, purposes: Collection[str], ctx: Context) -> bool:
    """Take back what a person had agreed to, to whatever card; tell whether anything was."""
    latest = ctx.consents.latest(person_id)
    taken = [
        one for purpose, one in latest.items() if purpose in purposes and one.withdrawn_at is None
    ]
    for one in taken:
        one.withdrawn_at = ctx.moment.now
    if taken:
        mark(WITHDREW, PERSON, person_id, ctx)
        _note(person_id, ctx)
    return bool(taken)


def _note(person_id: str, ctx: Context) -> None:
    """Note with the person what they agree to now, for forms and exports to read."""
    person = ctx.persons.get(person_id)
    if person is not None:
        agreed = standing(person_id, ctx)
        told = " ".join(purpose for purpose in PURPOSES if purpose in agreed)
        change(person, {"consent": told}, ctx)


def consent_in(xml: str) -> dict[str, str]:
    """Read what a form's questions about consent were answered with, by their names."""
    if not xml:
        return {}
    root = ET.fromstring(xml)  # noqa: S314  # made by our own runtime
    asked = ("consent", "consent_by")
    found = ((node.tag.rpartition("}")[2], node.text or "") for node in root.iter())
    return {name: text for name, text in found if name in asked and text}


def has_withdrawn(person_id: str, ctx: Context) -> bool:
    """Tell whether a person took back their consent to be in the register."""
    last = ctx.consents.latest(person_id).get(RECORD)
    return last is not None and last.withdrawn_at is not None


def in_sight(person_id: str, ctx: Context) -> Person | None:
    """Find a person whom the contact may see; None when they are gone, or somebody else's."""
    person = ctx.persons.get(person_id) if person_id else None
    if person is None:
        return None
    scope = scope_of(ctx)
    seen = scope.opens(person.area, person.assignee_id, is_demo=person.is_demo)
    return person if seen else None


def coordinates(person: Person, ctx: Context) -> bool:
    """Tell whether the contact is a coordinator of the area of a person."""
    held = ctx.memberships.of(ctx.someone.id)
    own = (one for one in held if one.role == "coordinator")
    return person.is_demo == ctx.someone.is_demo and any(
        person.area.startswith(one.area) for one in own
    )


def may_erase(person: Person, ctx: Context) -> bool:
    """Tell whether the contact may erase a person: coordinators, and all when consent is gone."""
    return coordinates(person, ctx) or has_withdrawn(person.id, ctx)


def card_lines(card: ConsentCard, ctx: Context) -> list[str]:
    """Give the words to be read aloud, in which the volunteer's organisation is named."""
    return card.lines(ctx.language, ctx.memberships.organization_of(ctx.someone.id))


def name_of(person: Person, ctx: Context) -> str:
    """Give the nickname of a person; their code where the register has none."""
    entity = ctx.traces.entity_of(person.id)
    label = "" if entity is None else entity.told.label
    return label or person.code


def oldest_age(person: Person, ctx: Context) -> int | None:
    """Tell how old a person can be at most this year; None where the year of birth is not known.

    A year of the Buddhist era is read too.
    """
    entity = ctx.traces.entity_of(person.id)
    written = "" if entity is None else entity.told.properties.get("birth_year", "")
    if not (written.isascii() and written.isdecimal() and len(written) == 4):
        return None
    year = int(written)
    return ctx.moment.today.year - (year - 543 if year > 2400 else year)
