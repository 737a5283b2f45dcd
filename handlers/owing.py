"""What is owed to a person, worked out anew from all that is known of them."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from dialogue.rules.owing import owed
from dialogue.rules.proof import Standing
from dialogue.rules.rule import NEED, REFERRAL, Rule
from dialogue.rules.sheet import Written, faults, line, rule_of
from handlers.books import Books
from handlers.facts import gathered
from handlers.remembering import keep_in_step
from models.follow_up import FollowUp
from models.person import Person
from models.rule import Rules

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


def work_out(person_id: str, books: Books, *, told: Mapping[str, str] = _NOTHING) -> None:
    """Bring what is owed to a person up to date; nothing happens where it is already.

    `told` are submissions of this very turn as they were filled in, by their ids: with answers
    that are not kept.
    """
    person = books.persons.get(person_id)
    if person is None:
        return
    rules = rules_for(person.area, books.rules, is_demo=person.is_demo)
    rows = {row.subject: row for row in books.follow_ups.of_person(person_id)}

    changes = owed(gathered(person, rows.values(), rules, books, told=told), rules)

    for one in changes:
        row = rows.get(one.was or one.subject)
        if row is None:
            row = rows[one.subject] = books.follow_ups.add(_new(one, person, books))
        _settle(row, one)
    for row in rows.values():
        if row.is_open:
            _keep_in_step(row, person)
    keep_in_step(rows.values(), books)


def rules_for(area: str, shelf: Rules, *, is_demo: bool) -> list[Rule]:
    """Give the rules that are on in an area; one that cannot be read is off."""
    on = (one for one in shelf.of(area, is_demo=is_demo) if one.is_on)
    read = ((_read(line(one.rule.cells())), one.since) for one in on)
    return [replace(rule, since=since) for rule, since in read if rule is not None]


@lru_cache(maxsize=1024)
def _read(written: Written) -> Rule | None:
    return None if any(faults(written)) else rule_of(written)


def _keep_in_step(row: FollowUp, person: Person) -> None:
    """Let what is owed go where the person goes: to whoever visits them, and to their home."""
    place = person.assignee_id, person.area, person.household_id
    if (row.assignee_id, row.area, row.household_id) != place:
        row.assignee_id, row.area, row.household_id = place


def _new(one: Standing, person: Person, books: Books) -> FollowUp:
    rule = one.rule
    assert rule is not None  # noqa: S101  # what a form wrote is there already
    kind, _, name = one.token.partition(":")
    return FollowUp(
        id=books.moment.new_uuid(),
        person_id=person.id,
        household_id=person.household_id,
        assignee_id=person.assignee_id,
        area=person.area,
        task=rule.code,
        subject=one.subject,
        form_id=rule.form_id,
        rule=rule.code,
        need_id=name if kind == NEED else None,
        referral_id=name if kind == REFERRAL else None,
        made_at=books.moment.now,
        is_demo=person.is_demo,
    )


def _settle(row: FollowUp, one: Standing) -> None:
    row.subject, row.status, row.closed_how = one.subject, one.status, one.how
    row.opens_on, row.due_on, row.lapses_on = one.opens_on, one.due_on, one.lapses_on
    row.closed_at, row.closed_by = one.closed_at, one.closed_by
    if one.told_by is not None:
        row.told_by = one.told_by
