"""`team`: what the command line tells of the team, and does about it."""

from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from bot.__main__ import command_line
from bot.clock import now
from bot.settings import Settings
from bot.starting import visited
from models.audit import Audit
from models.contact import Contact, Contacts
from models.draft import Draft, Drafts
from models.form import FormVersion
from models.household import Household, Households
from models.organization import Membership, Memberships, Organization
from models.outbox import Parked
from models.person import Person, Persons
from tests.databases import migrate_in


@pytest.fixture(autouse=True)
def workplace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Stand in a folder with a database that has a team."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    migrate_in(tmp_path)
    keep()


def bot(*arguments: str) -> Result:
    return CliRunner().invoke(command_line(), list(arguments))


def keep() -> None:
    """Keep a volunteer with two people and a draft, and another one of a narrower area."""
    at = now()
    with visited(Settings.read()) as premises, premises.store.writing() as session:
        session.add(Organization(id="org", name="เสี่ยวสุขภาพ"))
        for name, area in (("somsri", "3405"), ("manee", "340501")):
            contact = Contact(id=name, seen_on=at.date())
            Contacts(session).add(contact, line_id=f"U{name}")
            session.flush()
            one = Membership(
                id=f"{name.upper()}0000",
                contact_id=name,
                organization_id="org",
                role="volunteer",
                kind="buddy",
                area=area,
                joined_at=at,
            )
            Memberships(session).add(one, name="สมศรี" if name == "somsri" else None)
        home = Household(id="home", area="340501", mark_hash="m", created_at=at)
        Households(session).add(home, village="โนน", mark="บ้าน")
        version = FormVersion(
            id="v",
            form_id="f",
            version="1",
            title="f",
            xform="",
            workbook=b"",
            workbook_name="f.md",
            published_at=at,
        )
        session.add(version)
        session.flush()
        for code, area in (("AAAAAA", "340501"), ("BBBBBB", "340502")):
            person = Person(
                id=code,
                code=code,
                area=area,
                assignee_id="somsri",
                created_at=at,
                updated_at=at,
            )
            Persons(session).add(person)
        draft = Draft(id="d", contact_id="somsri", version_id="v", started_at=at, touched_at=at)
        Drafts(session).add(draft, xml="<data/>", passage="{}")


def visitors() -> dict[str, str | None]:
    with visited(Settings.read()) as premises, premises.store.thinking() as session:
        return {one.code: one.assignee_id for one in session.scalars(select(Person))}


def test_the_team_is_told_by_codes_and_by_names_only_when_asked() -> None:
    told, named = bot("team", "list"), bot("team", "list", "--names", "--area", "3405")

    rows = [line.split("\t") for line in told.stdout.splitlines()]
    assert [row[:6] for row in rows] == [
        ["SOMSRI00", "volunteer", "buddy", "3405", "2", "0"],
        ["MANEE000", "volunteer", "buddy", "340501", "0", "0"],
    ]
    assert "สมศรี" not in told.stdout
    assert "สมศรี" in named.stdout


def test_whoever_is_removed_has_nothing_left_at_once() -> None:
    told = bot("team", "remove", "somsri", "--yes")

    assert told.exit_code == 0
    assert "People who have nobody now: 2." in told.stderr
    assert set(visitors().values()) == {None}
    with visited(Settings.read()) as premises, premises.store.thinking() as session:
        assert Memberships(session).of("somsri") == []
        assert list(session.scalars(select(Draft))) == []
        assert [one.contact_id for one in session.scalars(select(Parked))] == ["somsri"]
        (mark,) = session.scalars(select(Audit))
        assert (mark.actor, mark.action, mark.subject) == ("command", "removed", "SOMSRI0000")


def test_people_are_handed_over_within_the_areas_of_the_taker() -> None:
    told = bot("team", "hand-over", "SOMSRI", "--to", "MANEE")

    assert "Handed over: 1. Outside the other's areas, and so left: 1." in told.stderr
    assert visitors() == {"AAAAAA": "manee", "BBBBBB": "somsri"}


@pytest.mark.parametrize(
    "words",
    [
        ("remove", "NOBODY", "--yes"),
        ("remove", "", "--yes"),
        ("hand-over", "SOMSRI", "--to", "NOBODY"),
        ("list", "--area", "Songkhla"),
    ],
)
def test_what_is_not_known_is_refused(words: tuple[str, ...]) -> None:
    told = bot("team", *words)

    assert told.exit_code == 2
    assert "error:" in told.stderr


def test_nothing_is_done_without_a_yes() -> None:
    told = CliRunner().invoke(command_line(), ["team", "remove", "SOMSRI"], input="n\n")

    assert told.exit_code == 2
    assert visitors() == {"AAAAAA": "somsri", "BBBBBB": "somsri"}
