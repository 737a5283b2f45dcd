"""What lapses with time, and what a switched rule changes, is worked out in short rounds."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot import following
from bot.compiled import Compiled
from bot.following import Following
from bot.store import Store
from models.follow_up import FollowUp
from models.person import Person
from models.rule import Rules, RuleSwitch
from tests.handlers.needing import need, put
from tests.handlers.owing import TODAY, owed, settle
from tests.house import BANGKOK, NOON, Watch

PERSON = "00000000-0000-4000-8000-00000000000{}"


def rounds(store: Store, watch: Watch | None = None) -> Following:
    return Following(store=store, clock=watch or Watch(), zone=BANGKOK, compiled=Compiled())


def switched(store: Store, code: str, area: str, *, is_on: bool) -> None:
    with store.writing() as session:
        Rules(session).switch(code, area, TODAY - timedelta(days=1), is_on=is_on)


def people(store: Store, count: int, area: str = "340501") -> list[str]:
    found = [put(store, PERSON.format(number), area=area) for number in range(count)]
    for number, person_id in enumerate(found):
        need(store, f"n{number}", urgency=9, person_id=person_id, area=area)
    return found


def test_a_rule_that_is_switched_on_is_worked_out_for_everybody_of_its_area(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "_AT_ONCE", 2)
    settle(store)
    inside = people(store, 5)
    outside = put(store, PERSON.format(9), area="900101")
    need(store, "other", urgency=9, person_id=outside, area="900101")
    switched(store, "need_9", "34", is_on=True)

    work = rounds(store)
    done = [work.round() for _ in range(4)]

    assert done == [2, 2, 1, 0]
    assert [owed(store, one) for one in inside] == [
        {f"need_9:n{number}": "open"} for number in range(5)
    ]
    assert owed(store, outside) == {}


def test_what_a_rule_asked_for_is_dropped_when_it_is_switched_off(store: Store) -> None:
    settle(store, "need_9")
    (person_id,) = people(store, 1)
    switched(store, "need_9", "34", is_on=True)
    with store.writing() as session:
        session.get_one(RuleSwitch, ("need_9", "34")).cursor = ""
    rounds(store).round()
    switched(store, "need_9", "34", is_on=False)

    rounds(store).round()

    assert owed(store, person_id) == {"need_9:n0": "dropped"}


def test_what_has_lapsed_is_closed_as_missed(store: Store) -> None:
    settle(store)
    (person_id,) = people(store, 1)
    with store.writing() as session:
        session.add(
            FollowUp(
                id="f1",
                person_id=person_id,
                area="340501",
                task="bring",
                subject="form:f1",
                opens_on=TODAY,
                due_on=TODAY,
                lapses_on=TODAY + timedelta(days=2),
                made_at=NOON,
            )
        )
    watch = Watch()
    work = rounds(store, watch)

    assert work.round() == 0
    watch.move(timedelta(days=3))
    assert work.round() == 1

    assert owed(store, person_id) == {"form:f1": "missed"}
    assert work.round() == 0


def test_a_turn_that_was_faster_is_let_be(store: Store) -> None:
    settle(store, "need_9")
    (person_id,) = people(store, 1)
    work = rounds(store)
    switched(store, "need_1", "34", is_on=True)
    work.round()

    assert owed(store, person_id) == {"need_9:n0": "open"}
    with store.thinking() as session:
        rows = session.scalars(select(FollowUp)).all()
        assert [row.made_at for row in rows] == [NOON]
        assert isinstance(rows[0].made_at, datetime)
        assert session.get_one(Person, person_id).is_active
