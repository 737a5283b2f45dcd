"""What the doctor tells of submissions that a form server has not taken."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.doctor.finding import Finding
from bot.doctor.forwards import of_forwards
from bot.store import Store
from models.forward import REFUSED, TAKEN, Forward, Forwards
from tests.bot.exporting.visits import FIRST, Clinic, code

NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)


@pytest.fixture
def keys_of(lite: Store) -> list[str]:
    """Give three submissions that wait since noon."""
    clinic = Clinic(store=lite)
    clinic.publish("1", FIRST)
    found = [clinic.submit(code(text)) for text in "abc"]
    with lite.writing() as session:
        Forwards(session).note_new(NOON)
    return found


def become(store: Store, key: str, state: str, why: str, at: datetime) -> None:
    with store.writing() as session:
        session.get_one(Forward, key).end(state, at, why)


def wait(store: Store, key: str, why: str) -> None:
    with store.writing() as session:
        session.get_one(Forward, key).wait(NOON, why)


def look(store: Store, *, hours: float = 1, is_set: bool = True) -> Finding:
    with store.thinking() as session:
        return of_forwards(session, NOON + timedelta(hours=hours), is_set=is_set)


def test_where_everything_was_taken_all_is_well(lite: Store, keys_of: list[str]) -> None:
    for key in keys_of:
        become(lite, key, TAKEN, "", NOON)

    assert look(lite).health == "well"


def test_what_waits_is_counted_with_its_reasons(lite: Store, keys_of: list[str]) -> None:
    wait(lite, keys_of[0], "404")

    finding = look(lite)

    assert finding.health == "note"
    assert finding.told == (
        "3 submissions waiting (not tried yet: 2, 404: 1), the first since 2026-11-25 05:00 UTC"
    )
    assert "404: Publish this version of the form there" in finding.remedy


def test_what_waits_for_more_than_half_a_day_is_a_fault(lite: Store, keys_of: list[str]) -> None:
    wait(lite, keys_of[0], "401")

    assert look(lite, hours=12).health == "note"
    assert look(lite, hours=12.1).health == "ill"


def test_what_was_refused_is_a_fault_since_it_was(lite: Store, keys_of: list[str]) -> None:
    become(lite, keys_of[0], REFUSED, "409", NOON + timedelta(minutes=30))
    for key in keys_of[1:]:
        become(lite, key, TAKEN, "", NOON)

    finding = look(lite)

    assert finding.health == "ill"
    assert finding.told == "1 submission refused (409: 1), the first since 2026-11-25 05:30 UTC"
    assert "forwards retry" in finding.remedy


@pytest.mark.usefixtures("keys_of")
def test_without_a_server_what_waits_is_no_fault(lite: Store) -> None:
    finding = look(lite, hours=1000, is_set=False)

    assert finding.health == "note"
    assert finding.remedy == "OPENROSA_URL is not set: nothing is sent on any more."
