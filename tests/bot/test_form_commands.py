"""The commands that look at forms: what they print, and with which code they end."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import command_line
from bot.publishing.bundle import unpacked
from bot.settings import Settings
from tests.bot.publishing.workbooks import Sheets, markdown
from tests.databases import migrate_in

HEAD = ("type", "name", "label::ไทย (th)", "label::ລາວ (lo)")


def water(version: str = "1", *rows: tuple[str, ...]) -> Sheets:
    return {
        "survey": (HEAD, ("integer", "glasses", "กี่แก้ว", "ຈັກຈອກ"), *rows),
        "settings": (("form_id", "form_title", "version"), ("water", "น้ำดื่ม", version)),
    }


@pytest.fixture(autouse=True)
def workplace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Stand in a folder with two versions of a form, in a bare environment."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.md").write_bytes(markdown(water()))
    (tmp_path / "two.md").write_bytes(markdown(water("2", ("text", "who", "ใคร", ""))))
    (tmp_path / "bad.md").write_bytes(markdown(water("3", ("barcode", "code", "ก", "ກ"))))
    return tmp_path


def bot(*arguments: str, said: str = "") -> Result:
    return CliRunner().invoke(command_line(), list(arguments), input=said)


def test_check_tells_how_much_of_each_language_is_there() -> None:
    told = bot("form", "check", "two.md")

    assert told.exit_code == 0
    assert "Texts in ไทย (th): 100 %." in told.stdout
    assert "Texts in ລາວ (lo): 50 %." in told.stdout
    assert "Only 50 per cent of the texts are there in Lao." in told.stdout


def test_diff_tells_two_files_apart() -> None:
    told = bot("form", "diff", "one.md", "two.md")

    assert told.exit_code == 0
    assert told.stdout.splitlines() == [
        "~ version is now “2”; it was “1”.",
        "+ The question who is new. Earlier answers have nothing in its column.",
        "Visits that were begun end on the version they began with.",
    ]


def test_diff_speaks_thai_and_lao(workplace: Path) -> None:
    form = water("3", ("text", "who", "ชื่อ", ""), ("begin_group", "g", "ก", "ກ"), ("end_group",))
    (workplace / "three.md").write_bytes(markdown(form))

    assert bot("form", "diff", "one.md", "two.md", "--lang", "th").stdout.splitlines() == [
        "~ ตอนนี้ version คือ “2” เดิมคือ “1”",
        "+ คำถาม who เพิ่มใหม่ คำตอบก่อนหน้านี้จะว่างในคอลัมน์นี้",
        "การเยี่ยมบ้านที่เริ่มไว้แล้วจะทำต่อด้วยรุ่นเดิมจนจบ",
    ]
    assert bot("form", "diff", "two.md", "one.md", "--lang", "lo").stdout.splitlines() == [
        "~ ດຽວນີ້ version ແມ່ນ “1” ແຕ່ກ່ອນແມ່ນ “2”",
        "- ບໍ່ມີຄຳຖາມ who ແລ້ວ ຄຳຕອບກ່ອນໜ້ານີ້ຍັງຢູ່ໃນຖັນເກົ່າ ແຕ່ຈະບໍ່ມີຄຳຕອບໃໝ່ເພີ່ມ",
        "ການຢ້ຽມບ້ານທີ່ເລີ່ມໄວ້ແລ້ວຈະເຮັດຕໍ່ດ້ວຍລຸ້ນເກົ່າຈົນແລ້ວ",
    ]
    assert "+ กลุ่ม g เพิ่มใหม่" in bot("form", "diff", "two.md", "three.md", "--lang", "th").stdout


def test_diff_of_the_same_file_finds_nothing() -> None:
    assert bot("form", "diff", "one.md", "one.md").stdout == "There is no difference.\n"


def test_diff_tells_a_published_form_from_a_file_and_from_its_own_versions() -> None:
    migrate_in(Path.cwd())
    assert bot("form", "publish", "one.md").exit_code == 0
    assert bot("form", "publish", "two.md").exit_code == 0

    assert bot("form", "diff", "water", "two.md").stdout == "There is no difference.\n"
    assert "The question who is new." in bot("form", "diff", "water@1", "water").stdout


def test_diff_of_a_faulty_workbook_still_tells_it_apart() -> None:
    assert "The question code is new." in bot("form", "diff", "one.md", "bad.md").stdout


@pytest.mark.parametrize("command", ["diff", "preview"])
def test_what_is_neither_file_nor_form_is_told(command: str) -> None:
    told = bot("form", command, "nowhere.md", *(["one.md"] if command == "diff" else []))

    assert told.exit_code == 2
    assert "There is no file nowhere.md." in told.stderr


def test_a_form_that_is_not_published_is_told() -> None:
    migrate_in(Path.cwd())

    told = bot("form", "preview", "ghost")

    assert told.exit_code == 2
    assert "There is neither a file nor a published form ghost." in told.stderr


def test_preview_plays_a_form() -> None:
    told = bot("form", "preview", "one.md", "--lang", "lo", said="໘\n")

    assert told.exit_code == 0
    assert "│ ຈັກຈອກ" in told.stdout
    assert "/data/glasses  8" in told.stdout


def test_preview_prints_the_talk_alone_on_request() -> None:
    told = bot("form", "preview", "one.md", "--repro", said="8\n")

    assert told.stdout.splitlines()[-2:] == ["kept: 1", "stored: /data/glasses = 8"]
    assert told.stdout.startswith("# A passage through water")
    assert "│ กี่แก้ว" in told.stderr


def test_a_form_with_faults_is_not_played() -> None:
    told = bot("form", "preview", "bad.md")

    assert told.exit_code == 1
    assert "The type barcode cannot be asked in LINE." in told.stdout


def test_files_are_found_beside_a_workbook_and_given_back_with_it(workplace: Path) -> None:
    survey = (HEAD, ("select_one_from_file cities.csv", "town", "เมือง", "ເມືອງ"))
    form = {**water(), "survey": survey}
    (workplace / "town.md").write_bytes(markdown(form))
    migrate_in(Path.cwd())
    refused = bot("form", "publish", "town.md")
    assert refused.exit_code == 1
    assert "row 2: The form needs the file cities.csv" in refused.stdout
    assert "Put cities.csv beside the workbook." in refused.stdout

    (workplace / "town-media").mkdir()
    (workplace / "town-media" / "cities.csv").write_bytes(b"name,label\nhy,Hat Yai\n")

    assert bot("form", "publish", "town.md").exit_code == 0
    assert bot("form", "export", "water", "--out", "back.md").exit_code == 0
    assert (workplace / "back-media" / "cities.csv").read_bytes() == b"name,label\nhy,Hat Yai\n"
    assert bot("form", "diff", "water", "back.md").stdout == "There is no difference.\n"
    assert "hy = Hat Yai" in bot("export", "codebook", "--form", "water").stdout


@pytest.fixture
def town(workplace: Path) -> bytes:
    """Write a form that needs a file, and the file into a folder of another name."""
    survey = (HEAD, ("select_one_from_file cities.csv", "town", "เมือง", "ເມືອງ"))
    workbook = markdown({**water(), "survey": survey})
    (workplace / "town.md").write_bytes(workbook)
    (workplace / "lists").mkdir()
    (workplace / "lists" / "Cities (1).CSV").write_bytes(b"name,label\nhy,Hat Yai\n")
    return workbook


def test_files_are_taken_from_the_folder_that_is_given(town: bytes) -> None:
    assert b"cities.csv" in town
    migrate_in(Path.cwd())
    assert bot("form", "publish", "town.md").exit_code == 1

    told = bot("form", "publish", "town.md", "--media", "lists")

    assert told.exit_code == 0
    assert told.stdout.endswith("water 1 “น้ำดื่ม” is published.\n")
    assert "hy = Hat Yai" in bot("export", "codebook", "--form", "water").stdout


def test_a_folder_that_is_not_there_is_told(town: bytes) -> None:
    assert b"cities.csv" in town

    told = bot("form", "publish", "town.md", "--media", "nowhere")

    assert told.exit_code == 2
    assert "nowhere" in told.stderr


def test_a_form_is_given_back_in_one_file_that_can_be_sent_to_the_bot(
    workplace: Path, town: bytes
) -> None:
    migrate_in(Path.cwd())
    assert bot("form", "publish", "town.md", "--media", "lists").exit_code == 0

    told = bot("form", "export", "water", "--out", "back.zip")

    bundle = unpacked((workplace / "back.zip").read_bytes())
    assert (told.exit_code, told.stderr) == (0, "back.zip was written.\n")
    assert (bundle.name, bundle.source) == ("town.md", town)
    assert bundle.files == {"cities.csv": b"name,label\nhy,Hat Yai\n"}
    assert not (workplace / "back-media").exists()
