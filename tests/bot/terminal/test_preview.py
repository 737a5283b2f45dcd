"""A form played in the terminal, and the talk that is written of it."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from bot.calendar_words import Language
from bot.publishing.check import check
from bot.secrets import Keyring
from bot.store import Store
from bot.terminal.passing import Passing
from bot.terminal.preview import Preview
from bot.terminal.repro import Repro
from bot.words import Words
from dialogue.xforms.form import Form
from tests.bot.publishing.workbooks import Sheets, markdown
from tests.house import BANGKOK, LOCALES, NOON, open_house
from tests.talking import Talk

WORDS = Words(LOCALES)
SURVEY = ("type", "name", "label::ไทย (th)", "label::ລາວ (lo)", "required")
BOOK: Sheets = {
    "survey": (
        SURVEY,
        ("select_one yesno", "boiled", "ต้มน้ำก่อนดื่มไหม", "ຕົ້ມນ້ຳກ່ອນດື່ມບໍ", "yes"),
        ("integer", "glasses", "ดื่มกี่แก้ว", "ດື່ມຈັກຈອກ", "yes"),
        ("image", "jar", "ส่งรูปโอ่ง", "ສົ່ງຮູບໂອ່ງ", ""),
        ("date", "day", "วันไหน", "ມື້ໃດ", "yes"),
        ("geopoint", "well", "บ่อน้ำอยู่ไหน", "ນ້ຳສ້າງຢູ່ໃສ", ""),
    ),
    "choices": (
        ("list_name", "name", "label::ไทย (th)", "label::ລາວ (lo)"),
        ("yesno", "yes", "ต้ม", "ຕົ້ມ"),
        ("yesno", "no", "ไม่ต้ม", "ບໍ່ຕົ້ມ"),
    ),
    "settings": (("form_id", "form_title", "version"), ("water", "น้ำดื่ม", "1")),
}


@pytest.fixture(scope="module")
def xform() -> str:
    xform = check(markdown(BOOK), "water.md").xform
    assert xform is not None
    return xform


def played(xform: str, *lines: str, language: Language = "th") -> tuple[Preview, str]:
    """Type these lines; return the preview and what stands on the screen then."""
    out, waiting = io.StringIO(), list(lines)
    form = Form.parse(xform)
    preview = Preview(
        passing=Passing(
            form=form, words=WORDS, clock=lambda: NOON.astimezone(BANGKOK), language=language
        ),
        repro=Repro(form_id=form.id, language=language),
        console=Console(file=out, width=200),
        read_line=lambda: waiting.pop(0) if waiting else None,
    )
    preview.play()
    return preview, out.getvalue()


STRAIGHT = ("a", "๘", "/picture", "1/12/2569", "/place 7.1 100.2")


def test_letters_tap_and_everything_else_is_typed(xform: str) -> None:
    _, screen = played(xform, "b", "8", "/quit")

    assert "[a] ต้ม   [b] ไม่ต้ม" in screen
    assert "│ ดื่มกี่แก้ว" in screen
    assert "│ ส่งรูปโอ่ง" in screen


def test_what_would_be_kept_is_shown_at_the_end(xform: str) -> None:
    _, screen = played(xform, *STRAIGHT)

    rows = [line.split() for line in screen.splitlines() if line.startswith("/data/")]
    assert rows == [
        ["/data/boiled", "yes"],
        ["/data/glasses", "8"],
        ["/data/jar", "preview.jpg"],
        ["/data/day", "2026-12-01"],
        ["/data/well", "7.1", "100.2", "0.0", "0.0"],
    ]


def test_the_language_can_be_given_and_changed(xform: str) -> None:
    _, screen = played(xform, "1", "/lang th", language="lo")

    assert screen.index("│ ຕົ້ມນ້ຳກ່ອນດື່ມບໍ") < screen.index("│ ດື່ມຈັກຈອກ")
    assert screen.index("│ ດື່ມຈັກຈອກ") < screen.index("│ ดื่มกี่แก้ว")


def test_a_picker_needs_its_value(xform: str) -> None:
    _, screen = played(xform, "a", "8", "/picture", "a", "a 2026-12-01")

    assert "Say which: the letter, then for instance 2026-12-01." in screen
    assert "│ บ่อน้ำอยู่ไหน" in screen


@pytest.mark.parametrize("line", ["/nonsense", "/lang fr"])
def test_an_unknown_command_explains_itself(xform: str, line: str) -> None:
    _, screen = played(xform, line)

    assert screen.count("Type to answer.") == 2


def test_a_place_that_is_none_is_told(xform: str) -> None:
    _, screen = played(xform, "/place nowhere")

    assert "A place is two numbers" in screen


def test_a_passage_is_written_down_as_a_talk(xform: str) -> None:
    preview, _ = played(xform, *STRAIGHT)

    talk = preview.repro.text(preview.passing.submission).splitlines()

    assert talk[1:8] == [
        "follow:",
        "tap: ไทย",
        "me: VNTEE00001",
        "me: water",
        "bot: คำถามที่ 1/5",
        "bot: ต้มน้ำก่อนดื่มไหม",
        "tap: ต้ม",
    ]
    assert "picture:" in talk
    assert "stored: /data/day = 2026-12-01" in talk


def test_a_passage_that_was_broken_off_keeps_nothing(xform: str) -> None:
    preview, _ = played(xform, "a", "/quit")

    assert preview.repro.text(preview.passing.submission).endswith("kept: 0\n")


async def test_the_talk_that_was_written_down_goes_the_same_way_in_line(
    xform: str, tmp_path: Path, lite: Store, keys: Keyring
) -> None:
    lines = ("1", "๘", "ข้าม", "1/12/2569", "ข้าม")
    preview, _ = played(xform, *lines)
    talk = tmp_path / "water.talk"
    talk.write_text(preview.repro.text(preview.passing.submission), "utf-8")

    async with open_house(lite, keys) as house:
        await house.apart(house.publish, "water", "น้ำดื่ม", xform)
        await house.apart(house.invite, "VNTEE00001")

        await Talk(house, house.phone("someone")).play(talk)
