"""`topic`: listed, exported, changed, withdrawn and counted from the command line."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from bot.__main__ import command_line
from bot.settings import Settings
from bot.starting import visited
from models.audit import Audit
from models.topic import TopicTotal
from tests.asking import bring_topics
from tests.databases import migrate_in
from tests.house import NOON


@pytest.fixture(autouse=True)
def workplace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Stand in an empty folder with a bare environment and a database that holds topics."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    migrate_in(tmp_path)
    with visited(Settings.read()) as found:
        bring_topics(found.store, NOON)
    return tmp_path


def bot(*arguments: str) -> Result:
    return CliRunner().invoke(command_line(), list(arguments))


def listed() -> dict[str, list[str]]:
    told = bot("topic", "list")
    assert told.exit_code == 0
    cells = (line.split("\t") for line in told.stdout.splitlines())
    return {topic: rest for topic, *rest in cells}


def marks() -> list[tuple[str, str, str]]:
    with visited(Settings.read()) as found, found.store.thinking() as session:
        rows = session.scalars(select(Audit).order_by(Audit.at)).all()
        return [(row.actor, row.action, row.subject) for row in rows]


def test_topics_are_listed() -> None:
    assert listed()["pregnancy_care"] == ["published", "2027-05-21", "as it ships", "ฝากครรภ์"]


def test_a_topic_is_changed_by_export_and_import(workplace: Path) -> None:
    assert bot("topic", "export", "pregnancy_care", "--out", "pregnancy_care.toml").exit_code == 0
    file = workplace / "pregnancy_care.toml"
    file.write_text(file.read_text("utf-8").replace("2027-05-21", "2027-06-01"), "utf-8")

    told = bot("topic", "import", "pregnancy_care.toml")

    assert told.exit_code == 0, told.stderr
    assert listed()["pregnancy_care"][:3] == ["published", "2027-06-01", "changed here"]
    assert marks() == [("command", "changed", "pregnancy_care")]
    assert bot("topic", "export", "pregnancy_care").stdout == file.read_text("utf-8")


def test_a_topic_is_withdrawn() -> None:
    told = bot("topic", "withdraw", "pregnancy_care")

    assert told.exit_code == 0
    assert listed()["pregnancy_care"][0] == "withdrawn"
    assert marks() == [("command", "withdrew", "pregnancy_care")]


def test_a_topic_with_faults_is_refused_with_each_of_them(workplace: Path) -> None:
    (workplace / "mine.toml").write_text('status = "draft"', "utf-8")

    told = bot("topic", "import", "mine.toml")

    assert told.exit_code == 2
    assert "mine.toml: title must be there, in th and lo." in told.stderr
    assert "mine" not in listed()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["export", "nothing"], "There is no topic nothing"),
        (["withdraw", "nothing"], "There is no topic nothing"),
        (["import", "none.toml"], "cannot be read"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(arguments: list[str], told: str) -> None:
    result = bot("topic", *arguments)

    assert result.exit_code == 2
    assert told in result.stderr


def test_what_was_asked_is_told_in_totals() -> None:
    with visited(Settings.read()) as found, found.store.writing() as session:
        for day, count in ((date(2026, 11, 24), 2), (date(2026, 11, 25), 3)):
            total = TopicTotal(
                day=day, topic_id="pregnancy_care", language="lo", kind="asked", count=count
            )
            session.add(total)

    told = bot("topic", "asked", "--days", "3660")

    assert told.stdout == "pregnancy_care\tlo\tasked\t5\n"
