"""What each report counts, by hand, on both databases."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.reporting.making import Order, make
from bot.store import Store
from dialogue.reading.periods import Period, year_of
from dialogue.reporting.table import Table
from handlers.report_kinds import BY_NAME, EVERY
from tests.areas import load
from tests.counted import MIDYEAR, Crowd

BANGKOK = ZoneInfo("Asia/Bangkok")
NOW = datetime(2020, 9, 1, 5, tzinfo=UTC)
HERE, THERE = "900101", "340501"


@pytest.fixture
def crowd(store: Store) -> Crowd:
    return Crowd(store=store)


def made(
    crowd: Crowd,
    kind: str,
    *,
    area: str = "",
    digits: int = 2,
    period: Period | None = None,
) -> Table:
    order = Order(
        kind=BY_NAME[kind],
        area=area,
        period=period or year_of(date(2020, 1, 1)),
        digits=digits,
        language="th",
    )
    return make(crowd.store, order, zone=BANGKOK, now=NOW)


def told(table: Table) -> dict[str, tuple[int | None, ...]]:
    """Read a table: the counts of each line that holds any."""
    lines = {
        line.key: tuple(table.count(line, column) for column in table.columns)
        for line in table.lines
    }
    return {key: counts for key, counts in lines.items() if any(one != 0 for one in counts)}


def test_needs_are_found_met_and_open_at_the_end_of_the_period(crowd: Crowd) -> None:
    people = crowd.people(40, HERE)
    for number, person in enumerate(people):
        crowd.need(person, HERE, "food", 9 if number < 10 else 1)
    for person in people[:8]:
        crowd.need(person, HERE, "right", 5, status="met", closed_at=MIDYEAR)
    for person in people[:6]:  # found in the year before, met in the year after
        later = datetime(2021, 3, 1, tzinfo=UTC)
        crowd.need(
            person,
            HERE,
            "income",
            found_at=MIDYEAR - timedelta(days=300),
            status="met",
            closed_at=later,
        )
    for person in people[:20]:  # another time, and demo
        crowd.need(person, HERE, "paper", found_at=MIDYEAR + timedelta(days=300))
        crowd.need(person, HERE, "other", is_demo=True)
    crowd.write()

    assert told(made(crowd, "needs")) == {
        "": (48, 8, 46),
        "all 9": (10, 0, 10),
        "all 5": (8, 8, 0),
        "all 1": (30, 0, 36),
        "food": (40, 0, 40),
        "food 9": (10, 0, 10),
        "food 1": (30, 0, 30),
        "right": (8, 8, 0),
        "right 5": (8, 8, 0),
        "income": (0, 0, 6),
        "income 1": (0, 0, 6),
    }


def test_a_small_number_of_needs_is_hidden_with_its_kind(crowd: Crowd) -> None:
    for person in crowd.people(30, HERE):
        crowd.need(person, HERE, "food", 1)
    for person in crowd.people(2, HERE):
        crowd.need(person, HERE, "food", 9)
    for person in crowd.people(12, HERE):
        crowd.need(person, HERE, "housing", 9)
    crowd.write()

    found = {key: counts[0] for key, counts in told(made(crowd, "needs")).items()}

    assert found["food 9"] is None
    assert found["food 1"] is None or found["food"] is None
    assert found["housing 9"] is None or found["all 9"] is None


def test_people_count_by_what_they_answered_last(crowd: Crowd) -> None:
    people = crowd.people(30, HERE)
    early, late = MIDYEAR, MIDYEAR + timedelta(days=40)
    for person in people[:20]:
        crowd.answers(person, HERE, "home_visit", early, right="none")
    for person in people[:8]:
        crowd.answers(person, HERE, "home_visit", late, right="ucs", right_used="always")
    for person in people[20:]:
        crowd.answers(person, HERE, "rights_access", early, has_right="no")
    for person in people[10:20]:
        crowd.answers(person, HERE, "home_visit", early, why_not="far money")
    for person in people[10:16]:
        crowd.answers(person, HERE, "home_visit", late, why_not="far")
    crowd.write()

    assert told(made(crowd, "rights")) == {
        "right": (30,),
        "right yes": (8,),
        "right none": (22,),
        "use": (8,),
        "use always": (8,),
        "why": (10,),
        "why far": (10,),
        "why money": (None,),  # the four whose last word it was
    }


def test_reasons_are_not_told_of_a_tambon(crowd: Crowd) -> None:
    load(crowd.store)
    for person in crowd.people(30, HERE):
        crowd.answers(person, HERE, "home_visit", MIDYEAR, right="none", why_not="afraid")
    crowd.write()

    assert set(told(made(crowd, "rights", area="9001"))) == {
        "right",
        "right none",
        "why",
        "why afraid",
    }
    assert set(told(made(crowd, "rights", area=HERE))) == {"right", "right none"}


def test_follow_ups_are_on_time_by_the_day_in_the_zone_of_the_programme(crowd: Crowd) -> None:
    due = "2020-06-20"
    just_in_time = datetime(2020, 6, 20, 16, 59, tzinfo=UTC)  # 23:59 in Bangkok
    too_late = datetime(2020, 6, 20, 17, 0, tzinfo=UTC)  # the next day there
    for person in crowd.people(9, HERE):
        crowd.follow_up(person, HERE, due, status="done", closed_at=just_in_time)
    for person in crowd.people(8, HERE):
        crowd.follow_up(person, HERE, due, status="done", closed_at=too_late)
    for person in crowd.people(7, HERE):
        crowd.follow_up(person, HERE, due)
        crowd.follow_up(person, HERE, "2020-12-31")
        crowd.follow_up(person, HERE, "2021-01-01")
    for person in crowd.people(6, HERE):
        crowd.follow_up(person, HERE, due, status="dropped", closed_at=MIDYEAR)
    crowd.write()

    assert told(made(crowd, "followups")) == {
        "": (37,),
        "on_time": (9,),
        "late": (8,),
        "overdue": (7,),
        "open": (7,),
        "dropped": (6,),
    }


def test_referrals_count_by_what_is_known(crowd: Crowd) -> None:
    for status, number in (("arrived", 11), ("not_arrived", 6), ("made", 5), ("begun", 9)):
        for person in crowd.people(number, HERE):
            crowd.referral(person, HERE, status)
    crowd.write()

    assert told(made(crowd, "referrals")) == {
        "": (22,),
        "arrived": (11,),
        "not_arrived": (6,),
        "made": (5,),
    }


def test_groups_of_daily_living_and_risks_of_work_count_people(crowd: Crowd) -> None:
    people = crowd.people(20, HERE)
    for person in people:
        crowd.answers(person, HERE, "barthel_adl", MIDYEAR, adl_group="social")
        crowd.answers(person, HERE, "work_risk", MIDYEAR, hazards="heat dust", protects="nothing")
    for person in people[:7]:
        later = MIDYEAR + timedelta(days=1)
        crowd.answers(person, HERE, "barthel_adl", later, adl_group="bed")
    crowd.write()

    assert told(made(crowd, "adl")) == {"adl": (20,), "adl social": (13,), "adl bed": (7,)}
    assert told(made(crowd, "work-risk")) == {
        "hazards": (20,),
        "hazards heat": (20,),
        "hazards dust": (20,),
        "protects nothing": (20,),
    }


def test_volunteers_and_new_people_stand_beside_visits(crowd: Crowd) -> None:
    before = MIDYEAR - timedelta(days=400)
    old, new = crowd.people(10, HERE, at=before), crowd.people(6, HERE)
    for _ in range(3):
        crowd.visits([*old, *new], HERE, by=crowd.contact())
    crowd.visits([None], HERE, number=5)  # of people who were erased since
    crowd.write()

    assert told(made(crowd, "visits")) == {"90": (53, 16, 6, 3), "": (53, 16, 6, 3)}


def test_an_area_gives_no_more_away_than_the_whole(crowd: Crowd) -> None:
    load(crowd.store)
    for area, number in (("900101", 30), ("901101", 3), ("901201", 7)):
        for person in crowd.people(number, area):
            crowd.answers(person, area, "barthel_adl", MIDYEAR, adl_group="bed")
    crowd.write()

    whole = told(made(crowd, "adl", area="90"))
    parts = [told(made(crowd, "adl", area=area)) for area in ("9001", "9011", "9012")]

    assert whole["adl bed"] == (40,)
    assert [part["adl bed"] for part in parts] == [(30,), (None,), (None,)]


@pytest.mark.parametrize("kind", [kind.name for kind in EVERY])
def test_a_report_of_nothing_is_empty(crowd: Crowd, kind: str) -> None:
    table = made(crowd, kind)

    assert table.is_empty
    assert not table.hides
