"""Every shelf asks for a scope before it tells of people, and shows strangers nothing."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Final

import pytest

from bot.secrets import Keyring
from bot.store import Store
from handlers.roles import scope_of, totals_of
from models.person import PERSONS
from models.scope import Grant, Scope
from tests.scope.shelves import WRITES, Method, methods
from tests.scope.strangers import AREA, AT, CARD, CODE, IDS, OWNER, STRANGERS, context, seed

BY_ID = "finds one row by its id; the act that uses it is walked by test_acts"
OF_PERSON = "of one person, whom the act that uses it has asked the scope for: see test_acts"
OWN = "of the contact themselves"
HOUSE = "the house's own doing, whoever asks: nothing of it is shown"
OF_VISIT = "of a visit that is the contact's own, or of a person whom they may see"
ERASING = (
    "of a person whose record is erased or told of: see handlers.erasing, which asks the scope"
)
OF_SUBMISSION = "of submissions that the turn itself makes or corrects"

WITHOUT_SCOPE: Final[Mapping[str, str]] = {
    "answers.last": OF_PERSON,
    "areas.spelled": "of areas, not of people",
    "audiences.count": "an audience names its areas",
    "consents.latest": OF_PERSON,
    "consents.of": OF_PERSON,
    "consents.standing": OF_PERSON,
    "drafts.correcting": OWN,
    "drafts.corrections_untouched_since": HOUSE,
    "drafts.get": OWN,
    "drafts.of": OWN,
    "drafts.of_visit": OF_VISIT,
    "drafts.on_trial": HOUSE,
    "drafts.open_of": OWN,
    "drafts.untouched_since": HOUSE,
    "entities.created_by": OF_SUBMISSION,
    "entities.get": BY_ID,
    "entities.of_list": HOUSE,
    "entities.some": BY_ID,
    "entities.version": "of an entity that was found",
    "facilities.near": "of places to get care, not of people",
    "follow_ups.falling_due": HOUSE,
    "follow_ups.get": BY_ID,
    "follow_ups.of_person": OF_PERSON,
    "follow_ups.open_after": HOUSE,
    "follow_ups.owed_by": HOUSE,
    "follow_ups.owed_to": OF_PERSON,
    "histories.of": OF_PERSON,
    "households.get": BY_ID,
    "households.marked": HOUSE,
    "menu_dues.waiting": HOUSE,
    "ladders.of": "of settings, not of people",
    "needs.closed_by": OF_SUBMISSION,
    "needs.ever_of": OF_PERSON,
    "needs.found_by": OF_SUBMISSION,
    "needs.get": BY_ID,
    "needs.open_of": OF_PERSON,
    "needs.owned_by": HOUSE,
    "needs.standing": OF_PERSON,
    "needs.to_do_of": OWN,
    "persons.get": BY_ID,
    "persons.visited_by": HOUSE,
    "plan_items.get": BY_ID,
    "plan_items.of_area": HOUSE,
    "plan_items.of_person": OF_PERSON,
    "plan_items.written_by": OF_SUBMISSION,
    "pushes.month": "of messages, not of people",
    "referrals.coded": BY_ID,
    "referrals.get": BY_ID,
    "referrals.last_by": OWN,
    "referrals.of_person": OF_PERSON,
    "reminders.claim": HOUSE,
    "reminders.claim_again": HOUSE,
    "rounds.ahead_of": OF_PERSON,
    "rounds.owed_to": OF_PERSON,
    "rules.of": "of rules, not of people",
    "submissions.chain": "of a submission that was found",
    "submissions.correctable": OWN,
    "submissions.get": BY_ID,
    "submissions.last_about": OF_PERSON,
    "submissions.last_of": OWN,
    "submissions.of_form": HOUSE,
    "submissions.of_visit": OF_VISIT,
    "topics.listed": "of topics, not of people",
    "traces.about": ERASING,
    "traces.coded": HOUSE,
    "traces.drafts_about": ERASING,
    "traces.drafts_of": OWN,
    "traces.emptied_home": ERASING,
    "traces.entities_made_by": ERASING,
    "traces.entity_of": ERASING,
    "traces.naming": ERASING,
    "traces.of_contact": OWN,
    "traces.open_visits": ERASING,
    "traces.rosters_over": HOUSE,
    "traces.talks_of": OWN,
    "traces.versions_of": ERASING,
    "visits.get": BY_ID,
    "visits.last_at": OF_PERSON,
    "visits.last_by": OWN,
    "visits.left_open": HOUSE,
    "visits.open_of": OWN,
}
"""What tells of people without asking for a scope, and why it may."""

GIVEN: Final[Mapping[str, object]] = {
    "list_name": PERSONS,
    "person_id": IDS.person,
    "person_ids": [IDS.person],
    "ids": [IDS.person, IDS.need, IDS.follow_up, IDS.referral, IDS.visit, IDS.household],
    "homes": [IDS.household],
    "household_id": IDS.household,
    "household_ids": [IDS.household],
    "need_id": IDS.need,
    "visit_id": IDS.visit,
    "referral_id": IDS.referral,
    "follow_up_id": IDS.follow_up,
    "contact_id": OWNER,
    "contact_ids": [OWNER],
    "assignee_id": OWNER,
    "code": CODE,
    "card": CARD,
    "name_hash": "n",
    "called_hash": "m",
    "mark_hash": "m",
    "area": AREA,
    "areas": [AREA],
    "form_id": "form",
    "most": 50,
    "first": 0,
    "today": AT.date(),
    "now": AT,
    "since": AT.replace(year=2020),
    "until": AT.replace(year=2030),
    "before": AT.replace(year=2030),
}
"""What is handed to methods, by the names of their parameters."""

HOMES_OF_AREA: Final = frozenset({"households.called"})
"""Homes are known to every volunteer of their area; who lives there is not."""

TOTALS: Final = frozenset(
    {
        "coverage.by_area",
        "coverage.by_volunteer",
        "coverage.needs_since",
        "coverage.visits_since",
        "forecasts.digests",
    }
)
"""What counts by area and volunteer, or in all: it is handed the scope of whoever sees totals."""

MAY_COUNT: Final = frozenset({"mentor", "reader"})

SCOPED = [method for method in methods() if method.is_scoped]


def test_every_method_that_tells_of_people_asks_for_a_scope() -> None:
    without = [
        method.title
        for method in methods()
        if method.tells_of_people and not method.is_scoped and method.name not in WRITES
    ]

    unknown = sorted(set(without) - set(WITHOUT_SCOPE))

    assert not unknown, f"give these a scope, or say in WITHOUT_SCOPE why not: {unknown}"


def test_nothing_is_excused_that_is_not_there() -> None:
    known = {method.title for method in methods()}

    assert sorted(set(WITHOUT_SCOPE) - known) == []


@pytest.mark.parametrize("method", SCOPED, ids=lambda method: method.title)
def test_a_stranger_is_shown_nothing(method: Method, lite: Store, keys: Keyring) -> None:
    seed(lite)
    seen = {}

    with lite.thinking() as session:
        for who in STRANGERS:
            ctx = context(session, keys, who)
            scope = totals_of(ctx) if method.title in TOTALS else scope_of(ctx)
            seen[who] = _called(method, ctx, scope)

    if method.title in TOTALS:
        seen = {who: found for who, found in seen.items() if who not in MAY_COUNT}
    if method.title in HOMES_OF_AREA:
        del seen["neighbour"]
    assert {who: found for who, found in seen.items() if not _is_nothing(found)} == {}


def test_the_owner_and_the_coordinator_are_shown_something(lite: Store, keys: Keyring) -> None:
    seed(lite)
    shown = dict[str, set[str]]()

    with lite.thinking() as session:
        for who in (OWNER, "coordinator"):
            ctx = context(session, keys, who)
            found = {one.title: _called(one, ctx, scope_of(ctx)) for one in SCOPED}
            shown[who] = {title for title, one in found.items() if not _is_nothing(one)}

    expected = {"entity_lists.listed", "persons.coded", "persons.at_homes", "persons.of_visitor"}
    assert shown[OWNER] >= expected
    assert shown["coordinator"] >= expected


def test_a_scope_of_nothing_opens_nothing() -> None:
    assert not Scope().opens(AREA, None, is_demo=False)
    assert not Scope(grants=(Grant(area="41"),)).opens(AREA, None, is_demo=False)


def _called(method: Method, ctx: object, scope: Scope) -> object:
    """Call a method with what its parameters are named after; what is optional is left out."""
    shelf, arguments = getattr(ctx, method.shelf), dict[str, object]()
    for one in method.parameters:
        if method.hints.get(one.name) in {Scope, Scope | None}:
            arguments[one.name] = scope
        elif one.default is one.empty:
            assert one.name in GIVEN, f"say in GIVEN what to hand to {method.title}({one.name})"
            arguments[one.name] = GIVEN[one.name]
    found = method.call(shelf, **arguments)
    return list(found) if isinstance(found, Iterator) else found


def _is_nothing(found: object) -> bool:
    if isinstance(found, Mapping):
        return all(_is_nothing(one) for one in found.values())
    if isinstance(found, Collection) and not isinstance(found, str):
        return all(_is_nothing(one) for one in found)
    if is_dataclass(found):
        values = (getattr(found, field.name) for field in fields(found))
        return all(_is_nothing(one) for one in values if not isinstance(one, str))
    return not found
