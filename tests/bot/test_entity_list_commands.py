"""The commands that look at forms which read entity lists."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import command_line
from bot.settings import Settings
from tests.bot.publishing.workbooks import Sheets, markdown
from tests.databases import migrate_in

HEAD = ("type", "name", "label::ไทย (th)", "label::ລາວ (lo)")
WATER: Sheets = {
    "survey": (HEAD, ("integer", "glasses", "กี่แก้ว", "ຈັກຈອກ")),
    "settings": (("form_id", "form_title", "version"), ("water", "น้ำดื่ม", "1")),
}


@pytest.fixture
def workplace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Stand in an empty folder, in a bare environment."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def bot(*arguments: str, said: str = "") -> Result:
    return CliRunner().invoke(command_line(), list(arguments), input=said)


def visiting(of: str, **sheets: tuple[tuple[str, ...], ...]) -> Sheets:
    """Lay out a form that picks from an entity list."""
    return {
        "survey": (HEAD, (f"select_one_from_file {of}.csv", "who", "เยี่ยมใคร", "ຢ້ຽມໃຜ")),
        "settings": (("form_id", "form_title", "version"), (f"visit_{of}", "เยี่ยม", "1")),
        **sheets,
    }


def test_preview_of_an_entity_list_shows_rows_that_are_made_up(workplace: Path) -> None:
    (workplace / "visit.md").write_bytes(markdown(visiting("persons")))

    told = bot("form", "preview", "visit.md", said="2\n")

    assert "[a] persons 1   [b] persons 2   [c] persons 3" in told.stdout
    assert "00000000-0000-4000-8000-000000000002" in told.stdout


def test_preview_of_an_entity_list_shows_a_file_that_lies_beside(workplace: Path) -> None:
    (workplace / "visit.md").write_bytes(markdown(visiting("persons")))
    (workplace / "persons.csv").write_text("name;label\nu1;ยายคำ\n", "utf-8")

    told = bot("form", "preview", "visit.md", said="1\n")

    assert "[a] ยายคำ" in told.stdout


def test_a_list_that_a_published_form_makes_needs_no_file(workplace: Path) -> None:
    entities = (("list_name", "label"), ("wells", "${glasses}"))
    (workplace / "wells.md").write_bytes(markdown({**WATER, "entities": entities}))
    (workplace / "visit.md").write_bytes(markdown(visiting("wells")))

    assert bot("form", "check", "visit.md").exit_code == 1
    assert not list(workplace.glob("**/*.db"))
    migrate_in(Path.cwd())
    assert bot("form", "publish", "wells.md").exit_code == 0

    assert bot("form", "check", "visit.md").exit_code == 0


def test_a_form_is_checked_where_no_bot_could_start(
    workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workplace / "water.md").write_bytes(markdown(WATER))
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@localhost/none")  # and no LINE account

    told = bot("form", "check", "water.md")

    assert told.exit_code == 0
    assert "can be published" in told.stdout
