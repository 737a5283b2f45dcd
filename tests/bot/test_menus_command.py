"""`menus`: the pictures, and what the command line tells of the menus at LINE."""

from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from bot.__main__ import command_line
from bot.clock import now
from bot.menus import letters
from bot.menus.pictures import all_drawn
from bot.serving import loaded_words
from bot.settings import Settings
from bot.simulator.menus import RichMenu as AtLine
from bot.simulator.server import serving_aside
from bot.simulator.world import World
from bot.starting import visited
from models.rich_menu import RichMenu, RichMenus
from tests.bot.menus.sketches import NAMES
from tests.databases import migrate_in


@pytest.fixture(autouse=True)
def workplace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Stand in a folder with an empty database."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    migrate_in(tmp_path)


def bot(*arguments: str) -> Result:
    return CliRunner().invoke(command_line(), list(arguments))


def make(*, but: str = "", digest: str = "") -> None:
    """Note that all menus were made, one of them (`but`) with another digest."""
    settings = Settings.read()
    drawn = all_drawn(loaded_words(settings))
    with visited(settings) as premises, premises.store.writing() as session:
        for one in drawn:
            is_other = one.name == but
            row = RichMenu(
                name=one.name,
                menu_id=f"richmenu-{one.name}",
                digest=digest if is_other and digest else one.digest,
                made_at=now(),
                is_ready=not is_other or bool(digest),
            )
            RichMenus(session).put(row)


def states(result: Result) -> dict[str, str]:
    rows = (line.split("\t") for line in result.stdout.splitlines())
    return {row[0]: row[1] for row in rows}


def test_before_the_first_start_no_menu_is_made() -> None:
    told = bot("menus")

    assert told.exit_code == 1
    assert states(told) == dict.fromkeys(NAMES, "not made yet")


def test_where_all_were_made_all_is_well() -> None:
    make()

    told = bot("menus")

    assert told.exit_code == 0
    assert states(told) == dict.fromkeys(NAMES, "well")
    assert "richmenu-volunteer-lo" in told.stdout
    assert "LINE was not asked" in told.stderr


def test_what_changed_and_what_is_not_finished_is_told() -> None:
    make(but="visitor-lo", digest="another")
    assert states(bot("menus"))["visitor-lo"] == "to be made anew"

    make(but="visitor-lo")
    assert states(bot("menus"))["visitor-lo"] == "not finished"
    assert bot("menus").exit_code == 1


def test_what_is_not_at_line_any_more_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    make()
    world = World(now=now)
    for name in NAMES[:-1]:
        world.menus.add(AtLine(menu_id=f"richmenu-{name}", fields={"name": f"siao {name}"}))
    monkeypatch.setenv("LINE_CHANNEL_SECRET", world.channel.secret)
    monkeypatch.setenv("LINE_CHANNEL_ACCESS_TOKEN", world.channel.access_token)
    with serving_aside(world) as base:
        monkeypatch.setenv("LINE_API_BASE", base)
        told = bot("menus")

    assert told.exit_code == 1
    assert states(told)["everyone"] == "well"
    assert states(told)["coordinator-lo"] == "not at LINE any more"


def test_a_line_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINE_CHANNEL_SECRET", "secret")
    monkeypatch.setenv("LINE_CHANNEL_ACCESS_TOKEN", "token")
    monkeypatch.setenv("LINE_API_BASE", "http://127.0.0.1:1")

    told = bot("menus")
    assert told.exit_code == 2
    assert "LINE did not answer" in told.stderr
    assert bot("menus", "--offline").exit_code == 1


def test_pictures_are_written_for_whoever_wants_to_see_them(tmp_path: Path) -> None:
    told = bot("menus", "--show", "pictures")

    assert "7 pictures" in told.stderr
    written = sorted(path.name for path in (tmp_path / "pictures").iterdir())
    assert written == sorted(f"{name}.png" for name in NAMES)
    with Image.open(tmp_path / "pictures" / "visitor-lo.png") as picture:
        assert picture.size == (1200, 810)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")

    told = bot("menus", "--show", "taken")

    assert told.exit_code == 2
    assert "cannot be written" in told.stderr


def test_without_raqm_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "can_shape", lambda: False)

    told = bot("menus")

    assert told.exit_code == 2
    assert "doctor" in told.stderr
