"""`rules`: listed, switched, exported, changed and imported for an area."""

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import command_line
from bot.rules import load
from bot.settings import Settings
from bot.starting import visited
from tests.databases import migrate_in


@pytest.fixture(autouse=True)
def workplace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Stand in an empty folder with a bare environment and a database that holds the rules."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    migrate_in(tmp_path)
    return tmp_path


def bot(*arguments: str) -> Result:
    return CliRunner().invoke(command_line(), list(arguments))


def loaded() -> None:
    with visited(Settings.read()) as found:
        load(found.store)


def states(area: str) -> dict[str, str]:
    told = bot("rules", "list", "--area", area)
    assert told.exit_code == 0
    cells = (line.split("\t") for line in told.stdout.splitlines())
    return {code: f"{state} {whose}" for code, state, whose, *_ in cells}


def test_rules_are_switched_for_an_area_and_those_in_it() -> None:
    loaded()

    told = bot("rules", "on", "postpartum_7", "--area", "34")

    assert told.exit_code == 0
    assert "postpartum_7 is on in 34" in told.stderr
    assert states("3405")["postpartum_7"] == "on all"
    assert states("90")["postpartum_7"] == "off all"
    assert states("90")["next_visit"] == "on all"
    assert bot("rules", "off", "postpartum_7", "--area", "3405").exit_code == 0
    assert states("340501")["postpartum_7"] == "off all"
    assert states("3401")["postpartum_7"] == "on all"


def test_an_area_changes_a_rule_by_export_and_import(workplace: Path) -> None:
    loaded()
    assert bot("rules", "export", "--area", "3405", "--out", "rules.csv").exit_code == 0
    table = (workplace / "rules.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    for row in rows:
        if row["code"] == "ltc_1":
            row.update(opens="20", due="30", lapses="40", repeats="30")
    with (workplace / "rules.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)

    told = bot("rules", "import", "rules.csv", "--area", "3405")

    assert told.exit_code == 0, told.stderr
    assert "1 rules of 3405 were changed" in told.stderr
    assert states("340501")["ltc_1"] == "off 3405"
    assert states("3401")["ltc_1"] == "off all"
    again = bot("rules", "import", "rules.csv", "--area", "3405")
    assert "0 rules of 3405" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["on", "nothing"], "There is no rule nothing"),
        (["on", "ltc_1", "--area", "Ubon"], "no DOPA code"),
        (["import", "none.csv"], "cannot be read"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(arguments: list[str], told: str) -> None:
    loaded()

    result = bot("rules", *arguments)

    assert result.exit_code == 2
    assert told in result.stderr


def test_a_table_with_faults_is_refused_line_by_line(workplace: Path) -> None:
    (workplace / "bad.csv").write_text("code,about,due\nx,weather,soon\n", "utf-8")

    result = bot("rules", "import", "bad.csv")

    assert result.exit_code == 2
    assert "Line 2: about must be one of" in result.stderr
    assert "Line 2: due must be a number of days." in result.stderr
