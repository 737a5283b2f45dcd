"""`reminders`: the steps of an area exported, changed and imported; and those that ship loaded."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import command_line
from bot.ladders import load, put, standing
from bot.settings import Settings
from bot.starting import visited
from bot.store import Store
from tests.databases import migrate_in

HEADING = "step,days,at,channel,waits,to,holiday\n"
ONE = HEADING + "today,0,09:00,push,2,assignee,any\n"


@pytest.fixture
def workplace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Stand in an empty folder with a bare environment and a database that holds the ladder."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    migrate_in(tmp_path)
    with visited(Settings.read()) as found:
        load(found.store)
    return tmp_path


def bot(*arguments: str) -> Result:
    return CliRunner().invoke(command_line(), list(arguments))


def test_a_district_writes_its_own_steps(workplace: Path) -> None:
    (workplace / "own.csv").write_text(ONE, "utf-8")

    told = bot("reminders", "import", "own.csv", "--area", "3405")

    assert told.exit_code == 0
    assert "The steps of 3405 were changed." in told.stderr
    assert bot("reminders", "export", "--area", "340501").stdout == ONE
    assert "digest,7,08:00" in bot("reminders", "export", "--area", "90").stdout
    assert "as they were" in bot("reminders", "import", "own.csv", "--area", "3405").stderr


def test_what_is_no_ladder_is_refused_line_by_line(workplace: Path) -> None:
    (workplace / "bad.csv").write_text(HEADING + "Soon,x,25:00,mail,,boss,never\n", "utf-8")

    told = bot("reminders", "import", "bad.csv")

    assert told.exit_code != 0
    for word in ("step", "days", "at", "channel", "waits", "to", "holiday"):
        assert f"Line 2: {word} is" in told.stderr


def test_a_ladder_that_was_changed_here_is_kept(lite: Store, tmp_path: Path) -> None:
    ships = tmp_path / "reminders.csv"
    ships.write_text(ONE, "utf-8")
    states = [load(lite, ships)[0].state, standing(lite, ships)[0].state]

    ships.write_text(ONE.replace("09:00", "10:00"), "utf-8")
    states += [standing(lite, ships)[0].state, load(lite, ships)[0].state]
    with lite.writing() as session:
        put(session, "", ONE)
    states += [load(lite, ships)[0].state, standing(lite, ships)[0].state]

    assert states == ["loaded", "loaded", "outdated", "loaded", "changed", "changed"]
