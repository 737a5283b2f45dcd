"""`quota`: plan, room by rank, and a forecast, by numbers worked out by hand."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session
from typer.testing import CliRunner

from bot.__main__ import command_line
from bot.clock import now
from bot.line.account import Allowance
from bot.pushes import Kept, keep
from bot.quota import look
from bot.settings import Settings
from bot.starting import visited
from bot.store import Store
from models.contact import Contact
from models.follow_up import FollowUp
from models.person import Person
from models.push import SENT
from models.reminder import Reminder

NOW = datetime(2026, 4, 10, 12, tzinfo=ZoneInfo("Asia/Bangkok"))
PERSON = "00000000-0000-4000-8000-000000000001"


def owed(number: int, day: int, area: str, who: str, *, month: date = date(2026, 4, 1)) -> FollowUp:
    return FollowUp(
        id=f"f{number}",
        person_id=PERSON,
        area=area,
        task="t",
        subject=f"s{number}",
        assignee_id=who,
        opens_on=month,
        due_on=month.replace(day=day),
        made_at=NOW,
    )


def told(number: int, key: str | None) -> Reminder:
    return Reminder(
        id=f"r{number}",
        follow_up_id="f1",
        step=f"s{number}",
        for_on=date(2026, 4, 1),
        channel="push",
        due_at=NOW,
        outcome=SENT,
        ended_at=NOW - timedelta(days=2),
        retry_key=key,
    )


def test_the_month_is_foretold_by_province(store: Store) -> None:
    with store.writing() as session:
        people(session)
        session.add_all(
            [
                *(owed(1, 12, "900101", "a"), owed(2, 12, "900102", "a")),  # one digest
                *(
                    owed(3, 13, "900101", "a"),
                    owed(4, 13, "900101", "b"),
                    owed(5, 9, "900101", "b"),
                ),
                owed(6, 30, "340501", "b"),
            ]
        )
        session.flush()
        session.add_all(told(number, "k" if number == 0 else None) for number in range(4))
        keep(session, Kept(allowance=Allowance(allowed=35_000, used=190), at=NOW))
    with store.writing() as session:
        keep(session, Kept(allowance=Allowance(allowed=300, used=190), at=NOW))

    with store.thinking() as session:
        found = look(session, NOW, 30)

    assert json.loads(json.dumps(found)) == {
        "plan": 300,
        "fell_from": 35_000,
        "used": 190,
        "left": 110,
        "reserve": 30,
        "free_share": 0.75,
        # Of 270 the 20 days to come would have 180: half of it and 30 leave none for later ones.
        "room": {"urgent": 110, "today": 80, "later": 0, "broadcast": 0},
        "forecast": {"34": 1, "90": 1},  # a quarter of 1 and of 3, rounded up
        "districts": {"3405": 1, "9001": 1},
    }


def people(session: Session) -> None:
    session.add_all(Contact(id=one, seen_on=NOW.date()) for one in ("a", "b"))
    session.add(Person(id=PERSON, code="P", area="900101", created_at=NOW, updated_at=NOW))
    session.flush()


def test_below_the_province_each_district_is_foretold(store: Store) -> None:
    with store.writing() as session:
        people(session)
        session.add_all(
            [
                owed(1, 12, "900101", "a"),
                owed(2, 12, "900102", "a"),  # the same day in the same district
                owed(3, 12, "900201", "a"),  # the same day in another one: once in the province
                owed(4, 13, "900201", "b"),
                owed(5, 14, "90", "b"),  # known by its province alone
            ]
        )

    with store.thinking() as session:
        found = look(session, NOW, 30)

    assert found["forecast"] == {"90": 3}
    assert found["districts"] == {"9001": 1, "9002": 2}


@pytest.fixture
def workplace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Stand in an empty folder with a bare environment and a database."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(command_line(), ["migrate"]).exit_code == 0
    return tmp_path


@pytest.mark.usefixtures("workplace")
def test_the_command_lists_districts_below_their_province() -> None:
    today = now().astimezone(NOW.tzinfo).date()
    with visited(Settings.read()) as found, found.store.writing() as session:
        people(session)
        for number, area in enumerate(("900101", "900201", "340501")):
            session.add(owed(number, today.day, area, "a", month=today.replace(day=1)))

    told = CliRunner().invoke(command_line(), ["quota"])

    lines = [line for line in told.stdout.splitlines() if line.startswith("forecast")]
    assert lines == [
        "forecast 34\t1",
        "forecast 3405\t1",
        "forecast 90\t1",
        "forecast 9001\t1",
        "forecast 9002\t1",
    ]


@pytest.mark.usefixtures("workplace")
def test_the_command_keeps_what_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUSH_RESERVE", "45")

    told = CliRunner().invoke(command_line(), ["quota", "--json"])

    assert json.loads(told.stdout)["reserve"] == 45
