"""Letters in pictures: marks stand where they belong, above and below their consonant."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from bot.menus import letters

SIZE = 60  # pixels

pytestmark = pytest.mark.skipif(not letters.can_shape(), reason="Pillow has no raqm here")


def ink(text: str, size: int = SIZE) -> Image.Image:
    """Draw a line on a field of 400 × 200 whose baseline is in its middle."""
    image = Image.new("RGB", (400, 200), "black")
    letters.write(ImageDraw.Draw(image), (20, 100), text, size, (255, 255, 255))
    return image.convert("L").point(lambda value: 255 if value > 127 else 0)


def extent(text: str) -> tuple[int, int, int, int]:
    """Tell how far the ink of a line goes: left, top, right, bottom."""
    box = ink(text).getbbox()
    assert box is not None, f"nothing is drawn for {text}"
    return box


def amount(text: str) -> int:
    """Count the pixels of ink of a line."""
    return ink(text).histogram()[255]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("โทร 1669", [("thai", "โทร 1669")]),
        ("ໂທ 1669", [("lao", "ໂທ"), ("thai", " 1669")]),
        ("เมนู · ເມນູ", [("thai", "เมนู · "), ("lao", "ເມນູ")]),
        ("", []),
    ],
)
def test_a_line_is_parted_by_script(text: str, runs: list[tuple[str, str]]) -> None:
    assert list(letters.runs(text)) == runs


@pytest.mark.parametrize(
    ("base", "marked"),
    [
        ("ท", "ที"),
        ("ท", "ที่"),
        ("ก", "กุ"),
        ("น", "นู้"),
        ("ປ", "ປິ່"),
        ("ຂ", "ຂ້"),
        ("ນ", "ນີ້"),
        ("ນ", "ນູ"),
        ("ບ", "ບໍ່"),
    ],
)
def test_marks_take_no_room_in_the_line(base: str, marked: str) -> None:
    assert letters.width(marked, SIZE) == pytest.approx(letters.width(base, SIZE), abs=1)


@pytest.mark.parametrize(
    ("vowel", "tone"),
    [("ที", "ที่"), ("ชื", "ชื่"), ("นี", "นี้"), ("ປິ", "ປິ່"), ("ນີ", "ນີ້"), ("ບໍ", "ບໍ່"), ("ມື", "ມື້")],
)
def test_a_tone_stands_above_the_vowel_that_is_there(vowel: str, tone: str) -> None:
    top, top_with_tone = extent(vowel)[1], extent(tone)[1]

    assert top - top_with_tone >= SIZE // 10

    kept = ink(vowel).crop((0, top, 400, 200))
    below = ink(tone).crop((0, top, 400, 200))
    lost = sum(a and not b for a, b in zip(kept.tobytes(), below.tobytes(), strict=True))
    assert lost <= amount(vowel) // 20, "the tone lies on the vowel, or moved it"


@pytest.mark.parametrize(("base", "below"), [("น", "นู"), ("ค", "คุ"), ("ນ", "ນູ"), ("ຄ", "ຄຸ")])
def test_a_vowel_below_stands_under_the_baseline(base: str, below: str) -> None:
    assert extent(base)[3] <= 103
    assert extent(below)[3] >= 100 + SIZE // 6


def test_without_shaping_it_would_be_otherwise() -> None:
    """Show that the tests above see what raqm does."""
    plain = ImageFont.truetype(
        str(letters._path("thai")),  # noqa: SLF001  # the font, laid out by Pillow alone
        SIZE,
        layout_engine=ImageFont.Layout.BASIC,
    )
    shaped = letters._font("thai", SIZE)  # noqa: SLF001  # the same, as we use it
    plain.set_variation_by_axes([700.0, 100.0])

    assert plain.getbbox("ที่", anchor="ls") != shaped.getbbox("ที่", anchor="ls")


def test_lao_letters_and_digits_stand_beside_each_other() -> None:
    alone, both = extent("ໂທ"), extent("ໂທ 1669")

    assert both[2] > alone[2] + SIZE
    assert letters.width("ໂທ 1669", SIZE) == pytest.approx(
        letters.width("ໂທ", SIZE) + letters.width(" 1669", SIZE)
    )


@pytest.mark.parametrize("text", ["ก", "ກ", "1669", "·"])
def test_no_letter_is_a_box(text: str) -> None:
    missing = ink("\u0378").tobytes()  # which no font has

    assert ink(text).tobytes() != missing
