"""`audit` and `erase`: what they print, what they erase, and with which code they end."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner, Result

from bot.__main__ import command_line
from bot.settings import Settings
from bot.starting import Premises, occupied
from models.audit import Audit
from models.base import Row
from models.form import FormVersion
from models.forward import TAKEN, Forward
from models.person import Person
from models.submission import Submission
from models.visit import Visit

NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)


@pytest.fixture
def premises(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Premises]:
    """Stand in an empty folder beside a running bot that knows one person."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    with occupied(Settings.read(), lambda _told: None) as found:
        fill(found)
        yield found


def fill(premises: Premises) -> None:
    with premises.store.writing() as session:
        version = FormVersion(
            id="v1",
            form_id="f",
            version="1",
            title="t",
            xform="",
            workbook=b"",
            workbook_name="f.md",
            published_at=NOON,
        )
        submission = Submission(
            id="uuid:1",
            version_id="v1",
            form_id="f",
            person_id="p1",
            started_at=NOON,
            submitted_at=NOON,
        )
        session.add_all((version, submission))
        submission.xml = "<data/>"
        session.add_all(
            (
                Person(id="p1", code="AB12CD", area="90", created_at=NOON, updated_at=NOON),
                Visit(id="v1", person_id="p1", area="90", started_at=NOON),
                Forward(
                    submission_id="uuid:1",
                    state=TAKEN,
                    server="forms.example",
                    noted_at=NOON,
                    again_at=NOON,
                ),
                Audit(at=NOON, actor="c1", action="saw", kind="person", subject="p1", area="90"),
                Audit(at=NOON.replace(day=20), actor="c2", action="saw", kind="report"),
            )
        )


def bot(*arguments: str, answer: str = "") -> Result:
    return CliRunner().invoke(command_line(), list(arguments), input=answer)


def count(premises: Premises, table: type[Row]) -> int:
    with premises.store.thinking() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.usefixtures("premises")
def test_the_log_tells_who_did_what_when_and_not_what_it_was() -> None:
    told = bot("audit")

    assert told.stdout == (
        "at\tactor\taction\tkind\tsubject\tarea\n"
        "2026-11-20 12:00:00\tc2\tsaw\treport\t\t\n"
        "2026-11-25 12:00:00\tc1\tsaw\tperson\tp1\t90\n"
    )
    assert told.stderr == "2 acts.\n"


@pytest.mark.usefixtures("premises")
def test_the_log_of_one_person_or_of_some_days_comes_alone() -> None:
    assert bot("audit", "--person", "ab12cd").stderr == "1 acts.\n"
    assert bot("audit", "--since", "2026-11-21", "--format", "csv").stdout.splitlines() == [
        "at,actor,action,kind,subject,area",
        "2026-11-25 12:00:00,c1,saw,person,p1,90",
    ]


@pytest.mark.usefixtures("premises")
def test_a_code_that_nobody_has_is_said_so() -> None:
    assert bot("audit", "--person", "NOBODY").exit_code == 2
    assert "Nobody has the code NOBODY" in bot("erase", "person", "NOBODY").stderr


def test_an_export_leaves_a_mark(premises: Premises) -> None:
    assert bot("export", "entities", "--list", "persons").exit_code == 0

    with premises.store.thinking() as session:
        last = session.scalars(select(Audit).order_by(Audit.id.desc())).first()
        assert last is not None
        assert (last.actor, last.action, last.subject) == ("command", "exported", "persons")


def test_erasing_lists_what_cannot_be_called_back(premises: Premises) -> None:
    told = bot("erase", "person", "AB12CD", "--yes")

    assert (told.exit_code, told.stdout) == (0, "forms.example\tuuid:1\n")
    assert [count(premises, table) for table in (Person, Submission, Visit)] == [0, 0, 1]
    with premises.store.thinking() as session:
        last = session.scalars(select(Audit).order_by(Audit.id.desc())).first()
        assert last is not None
        assert (last.actor, last.action, last.subject) == ("command", "erased", "p1")


def test_without_a_yes_nothing_is_erased(premises: Premises) -> None:
    told = bot("erase", "person", "AB12CD", answer="n\n")

    assert told.exit_code == 2
    assert count(premises, Person) == 1
