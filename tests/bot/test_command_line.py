"""The command line: what each command prints, and with which code it ends."""

import csv
import io
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from typer.testing import CliRunner, Result

from bot.__main__ import command_line
from bot.clock import now
from bot.settings import Settings
from bot.simulator.server import serving_aside
from bot.simulator.world import World
from bot.starting import visited
from models.audit import Audit
from models.invite import Invite
from models.organization import Organization
from tests.databases import migrate_in

FORM = """\
| survey |      |      |       |
|        | type | name | label |
|        | text | who  | ใคร    |

| settings |            |         |         |
|          | form_title | form_id | version |
|          | เยี่ยม       | visit   | 1       |
"""


@pytest.fixture(autouse=True)
def workplace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Stand in an empty folder with a bare environment."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def form(workplace: Path) -> str:
    (workplace / "visit.md").write_text(FORM, "utf-8")
    return "visit.md"


@pytest.fixture
def migrated(workplace: Path) -> None:
    migrate_in(workplace)


def bot(*arguments: str) -> Result:
    return CliRunner().invoke(command_line(), list(arguments))


def test_every_command_explains_itself() -> None:
    for words in [
        *(["run"], ["migrate"], ["chat"], ["invite"], ["doctor"], ["version"]),
        *(["form", "check"], ["form", "publish"], ["form", "export"]),
        *(["content", "load"], ["content", "check"], ["export", "submissions"]),
        *(["forwards", "list"], ["forwards", "retry"]),
        *(["team", "list"], ["team", "remove"], ["team", "hand-over"]),
    ]:
        told = bot(*words, "--help")

        assert told.exit_code == 0
        assert "Usage" in told.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["run"],
        ["migrate"],
        ["invite", "volunteer", "--area", "90"],
        ["content", "load"],
        ["doctor"],
        ["chat"],
        ["export", "submissions", "--form", "x"],
    ],
)
def test_a_wrong_setting_stops_every_command_with_one_sentence(
    monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setenv("LINE_CHANNEL_SECRET", "secret")

    told = bot(*words)

    assert told.exit_code == 2
    assert told.stdout == ""
    assert told.stderr == (
        "error: LINE_CHANNEL_SECRET is set but LINE_CHANNEL_ACCESS_TOKEN is not: set both.\n"
    )


def test_a_command_before_the_first_start_says_what_to_do() -> None:
    told = bot("invite", "volunteer", "--area", "90")

    assert told.exit_code == 2
    assert "python -m bot migrate" in told.stderr


@pytest.mark.usefixtures("migrated")
def test_an_invitation_is_a_code_on_a_line_of_its_own() -> None:
    told = bot("invite", "volunteer", "--area", "9011")

    code, how = told.stdout.splitlines()
    assert told.exit_code == 0
    assert len(code) == 10
    assert set(code) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    assert how == "Send this code to the bot as a message."
    with visited(Settings.read()) as premises, premises.store.thinking() as session:
        (kept,) = session.scalars(select(Invite))
        assert kept.code_hash == premises.keys.hashed(f"invite:{code}")
        assert (kept.role, kept.area) == ("volunteer", "9011")
        assert kept.expires_at - kept.made_at == timedelta(days=7)


@pytest.mark.usefixtures("migrated")
def test_an_invitation_of_a_coordinator_lasts_a_day() -> None:
    bot("invite", "coordinator", "--area", "90", "--organization", "สสจ. สงขลา")

    with visited(Settings.read()) as premises, premises.store.thinking() as session:
        (kept,) = session.scalars(select(Invite))
        assert kept.expires_at - kept.made_at == timedelta(hours=24)
        assert [row.name for row in session.scalars(select(Organization))] == ["สสจ. สงขลา"]


def test_an_invitation_gives_the_link_of_the_account(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(now=now)
    with serving_aside(world) as base:
        monkeypatch.setenv("LINE_API_BASE", base)
        monkeypatch.setenv("LINE_CHANNEL_SECRET", world.channel.secret)
        monkeypatch.setenv("LINE_CHANNEL_ACCESS_TOKEN", world.channel.access_token)
        bot("migrate")

        code, link = bot("invite", "mentor", "--area", "90").stdout.splitlines()

    assert link == f"https://line.me/R/oaMessage/%40siao/?{code}"


def test_the_link_of_an_invitation_is_printed_as_a_qr_code(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(now=now)
    with serving_aside(world) as base:
        monkeypatch.setenv("LINE_API_BASE", base)
        monkeypatch.setenv("LINE_CHANNEL_SECRET", world.channel.secret)
        monkeypatch.setenv("LINE_CHANNEL_ACCESS_TOKEN", world.channel.access_token)
        bot("migrate")

        told = bot("invite", "reader", "--area", "90", "--qr").stdout

    _code, link, *drawn = told.splitlines()
    assert link.startswith("https://line.me/")
    assert len(drawn) >= 15
    assert set("".join(drawn)) == set("█▄▀ ")


@pytest.mark.usefixtures("migrated")
def test_a_volunteer_is_a_health_buddy_unless_said_otherwise() -> None:
    bot("invite", "volunteer", "--area", "90")
    bot("invite", "volunteer", "--area", "90", "--kind", "occ_health")
    refused = bot("invite", "mentor", "--area", "90", "--kind", "buddy")

    with visited(Settings.read()) as premises, premises.store.thinking() as session:
        kinds = [row.kind for row in session.scalars(select(Invite).order_by(Invite.made_at))]
        marks = [(row.actor, row.action) for row in session.scalars(select(Audit))]
    assert kinds == ["buddy", "occ_health"]
    assert marks == [("command", "invited")] * 2
    assert refused.exit_code == 2


@pytest.mark.parametrize("area", ["9", "901", "Songkhla", "90112233", "๙๐"])
def test_an_area_is_a_code(area: str) -> None:
    told = bot("invite", "volunteer", "--area", area)

    assert told.exit_code == 2
    assert "--area takes 2, 4 or 6 digits" in told.stderr


def test_an_unknown_role_is_refused() -> None:
    told = bot("invite", "king", "--area", "90")

    assert told.exit_code == 2
    assert "volunteer" in told.stderr


@pytest.mark.usefixtures("migrated")
def test_a_form_is_checked_published_and_given_back(form: str) -> None:
    checked = bot("form", "check", form)
    published = bot("form", "publish", form)
    given = bot("form", "export", "visit", "--out", "back.md")

    assert checked.exit_code == 0
    assert "visit 1 “เยี่ยม” can be published." in checked.stdout
    assert published.exit_code == 0
    assert "visit 1 “เยี่ยม” is published." in published.stdout
    assert given.exit_code == 0
    assert Path("back.md").read_text("utf-8") == FORM


@pytest.mark.usefixtures("migrated")
def test_a_form_with_faults_is_not_published(workplace: Path) -> None:
    (workplace / "bad.md").write_text(FORM.replace("text", "barcode"), "utf-8")

    told = bot("form", "publish", "bad.md")

    assert told.exit_code == 1
    assert "error: Sheet survey, row 2" in told.stdout
    assert bot("form", "export", "visit").exit_code == 2


@pytest.mark.usefixtures("migrated")
def test_a_version_is_not_published_twice_with_other_content(form: str, workplace: Path) -> None:
    bot("form", "publish", form)
    (workplace / "visit.md").write_text(FORM.replace("ใคร", "ใครบ้าง"), "utf-8")

    told = bot("form", "publish", form)

    assert told.exit_code == 1
    assert "give visit.md a new version" in told.stderr


def test_a_file_that_is_not_there_is_named() -> None:
    told = bot("form", "check", "nowhere.xlsx")

    assert told.exit_code == 2
    assert "nowhere.xlsx" in told.stderr


@pytest.mark.usefixtures("migrated")
def test_what_ships_is_told_and_loaded() -> None:
    before, loaded, after = bot("content", "check"), bot("content", "load"), bot("content", "check")

    assert (before.exit_code, loaded.exit_code, after.exit_code) == (1, 0, 0)
    assert "forms/home_visit.csv" in before.stdout
    assert "not loaded yet" in before.stdout
    assert "loaded as it ships" in after.stdout


@pytest.mark.usefixtures("migrated")
def test_an_export_goes_to_standard_output_or_a_file(form: str) -> None:
    bot("form", "publish", form)

    printed = bot("export", "submissions", "--form", "visit")
    filed = bot("export", "submissions", "--form", "visit", "--out", "visits.xlsx")

    (header,) = csv.reader(io.StringIO(printed.stdout))
    assert header[:2] == ["SubmissionDate", "who"]
    assert printed.stderr == "0 submissions.\n"
    assert filed.exit_code == 0
    assert stat.S_IMODE(Path("visits.xlsx").stat().st_mode) == 0o600
    book = load_workbook("visits.xlsx")
    assert [sheet.title for sheet in book.worksheets] == ["submissions"]
    book.close()


@pytest.mark.usefixtures("migrated")
def test_an_export_of_an_unknown_form_leaves_no_file() -> None:
    told = bot("export", "submissions", "--form", "nope", "--out", "nope.csv")

    assert told.exit_code == 2
    assert told.stderr == "error: There is no form 'nope'.\n"
    assert not Path("nope.csv").exists()
    assert list(Path().glob(".nope*")) == []


def test_the_version_is_told() -> None:
    assert bot("version").stdout.startswith("siao 0.1.0, Python 3.")


def test_the_doctor_finds_what_is_missing() -> None:
    told = bot("doctor")

    assert told.exit_code == 1
    assert "python -m bot migrate" in told.stdout


@pytest.mark.usefixtures("migrated")
def test_the_doctor_is_content_with_a_fresh_bot() -> None:
    bot("content", "load")

    told = bot("doctor")

    assert told.exit_code == 0
    for what in ("settings", "key", "raqm", "catalogues", "disk", "lanes", "set aside", "content"):
        assert what in told.stdout


def test_the_doctor_asks_line(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(now=now)
    with serving_aside(world) as base:
        monkeypatch.setenv("LINE_API_BASE", base)
        monkeypatch.setenv("LINE_CHANNEL_SECRET", world.channel.secret)
        monkeypatch.setenv("LINE_CHANNEL_ACCESS_TOKEN", world.channel.access_token)
        bot("migrate")

        told = bot("doctor")
        alone = bot("doctor", "--offline")

    assert told.exit_code == 1
    assert "it is that of Siao (@siao)" in told.stdout
    assert "there is no address" in told.stdout
    assert "redelivery" in told.stdout
    assert "0 of 300 pushes" in told.stdout
    assert "@siao" not in alone.stdout
