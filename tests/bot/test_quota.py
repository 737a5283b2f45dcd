"""`quota`: plan, room by rank, and a forecast, by numbers worked out by hand."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from bot.__main__ import command_line
from bot.line.account import Allowance
from bot.pushes import Kept, keep
from bot.quota import look
from bot.settings import Settings
from bot.store import Store
from models.contact import Contact
from models.follow_up import FollowUp
from models.person import Person
from models.push import SENT
from models.reminder import Reminder

NOW = datetime(2026, 4, 10, 12, tzinfo=ZoneInfo("Asia/Bangkok"))
PERSON = "00000000-0000-4000-8000-000000000001"


def owed(number: int, day: int, area: str, who: str) -> FollowUp:
    return FollowUp(
        id=f"f{number}",
        person_id=PERSON,
        area=area,
        task="t",
        subject=f"s{number}",
        assignee_id=who,
        opens_on=date(2026, 4, 1),
        due_on=date(2026, 4, day),
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
        session.add_all(Contact(id=one, seen_on=NOW.date()) for one in ("a", "b"))
        session.add(Person(id=PERSON, code="P", area="900101", created_at=NOW, updated_at=NOW))
        session.flush()
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
    }


def test_the_command_keeps_what_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(command_line(), ["migrate"]).exit_code == 0
    monkeypatch.setenv("PUSH_RESERVE", "45")

    told = CliRunner().invoke(command_line(), ["quota", "--json"])

    assert json.loads(told.stdout)["reserve"] == 45
