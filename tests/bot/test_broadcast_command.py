"""`broadcast`: written in a file, listed and stopped from the command line."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select
from typer.testing import CliRunner, Result

from bot.__main__ import command_line
from bot.broadcasting.written import WrittenError, written
from bot.settings import Settings
from bot.starting import visited
from dialogue.broadcasting.audience import Audience
from models.broadcast import APPROVING, Broadcast, Broadcasts
from models.broadcast_picture import BroadcastPictures
from models.contact import Contact, Contacts
from models.organization import Membership, Organization
from tests.bot.drawing import REMARK, photograph
from tests.databases import migrate_in

AT = datetime(2026, 11, 25, 5, tzinfo=UTC)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """Run the command line in an empty folder with a new database."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    runner, bot = CliRunner(), command_line()

    def run(*words: str, typed: str = "") -> Result:
        return runner.invoke(bot, words, input=typed)

    migrate_in(tmp_path)
    return run


def test_a_broadcast_is_listed_and_stopped_once(run: Callable[..., Result]) -> None:
    audience = Audience(areas=("3405",)).to_json()
    with visited(Settings.read()) as found, found.store.writing() as session:
        row = Broadcast(id="one", state=APPROVING, audience=audience, made_at=AT, counted=60)
        Broadcasts(session).add(row, {"th": []})

    assert (
        "one\tapproving\t2026-11-25T12:00+07:00\t60\t0"
        in run("broadcast", "list", "--area", "34").stdout
    )
    assert run("broadcast", "list", "--area", "90").stdout == ""
    assert run("broadcast", "stop", "one").exit_code == 0
    assert run("broadcast", "stop", "one").exit_code != 0


def someone(*people: tuple[str, str, str]) -> None:
    """Let volunteers be there: a name, a language and an area each."""
    with visited(Settings.read()) as found, found.store.writing() as session:
        for name, language, area in people:
            one = Contact(id=name, language=language, seen_on=AT.date())
            Contacts(session).add(one, line_id=f"U{name}")
            session.add(Organization(id=name, name=name))
            session.flush()
            session.add(
                Membership(
                    id=name,
                    contact_id=name,
                    organization_id=name,
                    role="volunteer",
                    area=area,
                    joined_at=AT,
                )
            )


def test_a_file_is_shown_then_held_and_taken_back(run: Callable[..., Result]) -> None:
    Path("news.toml").write_text(
        'th = "พรุ่งนี้ฉีดวัคซีน"\nfallback = "th"\nareas = ["34"]\nrepeats = "monthly:5"\n', "utf-8"
    )
    someone(("a", "th", "3405"), ("b", "lo", "34"), ("c", "th", "90"))
    tried = run("broadcast", "--file", "news.toml", "--dry-run")
    refused = run("broadcast", "--file", "news.toml", typed="n\n")
    sent = run("broadcast", "--file", "news.toml", "--yes")

    assert "people: 2 (th 2)" in tried.stderr
    assert "พรุ่งนี้ฉีดวัคซีน" in tried.stderr
    assert (tried.exit_code, refused.exit_code, sent.exit_code) == (0, 2, 0)
    rows = [row.split("\t") for row in run("broadcast", "list").stdout.splitlines()]
    assert [(row[0], row[1], row[3]) for row in rows] == [(sent.stdout.strip(), "held", "2")]
    assert run("broadcast", "stop", sent.stdout.strip()).exit_code == 0


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("th = 'a'\nareas = ['34']", "A language has no text"),
        ("th = 'a'\nlo = 'b'", "areas is missing"),
        ("th = 'a'\nlo = 'b'\nareas = ['3']", "3 is no DOPA code"),
        ("fallback = 'th'\nareas = ['34']", "fallback is refuse"),
        ("fallback = 'refuse'\nareas = ['34']", "There is no text"),
        ("th = 'a'\nlo = 'b'\nareas = ['34']\nat = 2020-01-01T09:00:00", "at is over"),
        ("th = 'a'\nlo = 'b'\nareas = ['34']\nrepeats = 'daily'", "repeats is weekly"),
        ("th = 'a'\nlo = 'b'\nareas = ['34']\ntitle = 'x'", "title is not known"),
        ("th = 'a'\nlo = 'b'\nareas = ['34']\ntags = [1]", "tags is a list of texts"),
        ("th = ", "The file is no TOML"),
    ],
)
def test_what_a_file_lacks_is_said_in_a_sentence(told: str, why: str) -> None:
    with pytest.raises(WrittenError, match=why):
        written(told, AT, UTC)


def test_a_picture_of_a_file_goes_out_without_its_metadata(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("news.toml").write_text(
        'th = "ตามรูป"\nfallback = "refuse"\nareas = ["34"]\npicture = "flyer.jpg"\n', "utf-8"
    )
    someone(("a", "th", "3405"))
    nowhere = run("broadcast", "--file", "news.toml", "--yes")
    for name in ("LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN"):
        monkeypatch.setenv(name, "pretended")
    monkeypatch.setenv("PUBLIC_URL", "https://siao.example/")
    lost = run("broadcast", "--file", "news.toml", "--yes")
    Path("flyer.jpg").write_bytes(b"no picture")
    none = run("broadcast", "--file", "news.toml", "--yes")
    Path("flyer.jpg").write_bytes(photograph())
    tried = run("broadcast", "--file", "news.toml", "--dry-run")
    sent = run("broadcast", "--file", "news.toml", "--yes")

    assert "PUBLIC_URL is no https address" in nowhere.stderr
    assert "flyer.jpg cannot be read" in lost.stderr
    assert "flyer.jpg is no picture" in none.stderr
    assert [one.exit_code for one in (nowhere, lost, none, tried, sent)] == [2, 2, 2, 0, 0]
    assert "picture: flyer.jpg" in tried.stderr
    with visited(Settings.read()) as found, found.store.thinking() as session:
        [broadcast] = session.scalars(select(Broadcast))
        [text, image] = broadcast.texts["th"]
        address = image["originalContentUrl"]
        shelf = BroadcastPictures(session)
        picture = shelf.offered(address.removeprefix("https://siao.example/get/"))
        assert picture is not None
        content = shelf.content(picture)
        assert (text["text"], broadcast.picture_id) == ("ตามรูป", picture.id)
    assert image["previewImageUrl"] == address
    assert dict(Image.open(BytesIO(content)).getexif()) == {}
    assert REMARK not in content
