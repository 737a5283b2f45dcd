"""A month as a picture: bars of visits and people by tambon, in one language."""

from collections.abc import Sequence
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

from bot.calendar_words import Language, month_words
from bot.menus import letters
from bot.menus.letters import Colour
from bot.words import Words
from dialogue.phrase import msgid, phrase
from dialogue.reporting.table import Column, Line, Table

_WIDE: Final = 1080
_EDGE: Final = 40
_NAMES: Final = 330  # pixels of the names of areas
_NAME_ROOM: Final = 305  # pixels of a name, which leave a gap before the bars
_SIZES: Final = (30, 27, 24)  # of the letters of a name
_NUMBERS: Final = 130
_ROW: Final = 96
_BAR: Final = 30
_TOP: Final = 250
_MOST: Final = 18  # rows; the rest is counted in one line
_FOOT: Final = 40  # pixels of a line below the rows

_PAPER: Final[Colour] = (255, 255, 255)
_TEXT: Final[Colour] = (20, 33, 43)
_GREY: Final[Colour] = (84, 98, 110)
_RULE: Final[Colour] = (226, 232, 236)
_BARS: Final[tuple[Colour, Colour]] = ((0, 92, 138), (214, 120, 20))
_COLUMNS: Final = ("visits", "people")
_HIDDEN: Final = "*"


def picture(made: Table, language: Language, *, words: Words) -> bytes:
    """Draw a table of visits as a PNG; what is hidden there is a star here, and no bar."""
    columns = [column for column in made.columns if column.name in _COLUMNS]
    rows, left = _rows(made, columns[0])
    feet = _feet(made, left, words, language)
    high = _TOP + _ROW * len(rows) + _FOOT * len(feet) + _EDGE
    image = Image.new("RGB", (_WIDE, high), _PAPER)
    draw = ImageDraw.Draw(image)
    _head(draw, made, columns, words, language)
    most = max((made.count(line, columns[0]) or 0 for line in rows), default=0)
    for place, line in enumerate(rows):
        _row(draw, _TOP + place * _ROW, words.say(line.label, language), _counts(made, line), most)
    for place, foot in enumerate(feet):
        baseline = _TOP + _ROW * len(rows) + _FOOT * place + 34
        letters.write(draw, (_EDGE, baseline), foot, 26, _GREY)
    out = BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _rows(made: Table, by: Column) -> tuple[list[Line], int]:
    """Choose the lines that are drawn, the most visits first; tell how many are left out."""
    areas = [line for line in made.lines if line.level != 0]
    lines = areas or list(made.lines)  # an area with none inside it is its own line
    lines.sort(key=lambda line: -(made.count(line, by) or 0))
    return lines[:_MOST], max(0, len(lines) - _MOST)


def _feet(made: Table, left: int, words: Words, language: Language) -> list[str]:
    said = [
        words.say(
            phrase(msgid("Total: {visits} visits, {people} people"), **_named(made, line)), language
        )
        for line in made.lines
        if line.level == 0
    ]
    if left:
        said.append(words.say(phrase(msgid("And {count} more"), count=left), language))
    if made.hides:
        hidden = msgid("* is hidden, so that nobody can be recognised.")
        said.append(words.say(phrase(hidden), language))
    return said


def _named(made: Table, line: Line) -> dict[str, str]:
    return dict(zip(_COLUMNS, map(_number, _counts(made, line)), strict=True))


def _counts(made: Table, line: Line) -> list[int | None]:
    columns = {column.name: column for column in made.columns}
    return [made.count(line, columns[name]) for name in _COLUMNS]


def _number(count: int | None) -> str:
    return _HIDDEN if count is None else f"{count:,}"


def _head(
    draw: ImageDraw.ImageDraw,
    made: Table,
    columns: Sequence[Column],
    words: Words,
    language: Language,
) -> None:
    letters.write(draw, (_EDGE, 76), words.say(made.title, language), 46, _TEXT)
    area = words.say(made.area_label, language)
    when = f"{area} · {month_words(made.period.first, language)}"
    size = next((s for s in (36, 32, 28, 24) if letters.width(when, s) <= _WIDE - 2 * _EDGE), 20)
    letters.write(draw, (_EDGE, 134), when, size, _GREY)
    left = float(_EDGE)
    for column, colour in zip(columns, _BARS, strict=True):
        draw.rectangle((left, 176, left + 28, 204), colour)
        label = words.say(column.label, language)
        letters.write(draw, (left + 40, 201), label, 28, _TEXT)
        left += 40 + letters.width(label, 28) + 50


def _row(
    draw: ImageDraw.ImageDraw, top: int, name: str, counts: Sequence[int | None], most: int
) -> None:
    draw.line((_EDGE, top - 8, _WIDE - _EDGE, top - 8), _RULE, 2)
    size = next((s for s in _SIZES if letters.width(name, s) <= _NAME_ROOM), _SIZES[-1])
    letters.write(draw, (_EDGE, top + 48), _fitting(name, size), size, _TEXT)
    left, room = _EDGE + _NAMES, _WIDE - 2 * _EDGE - _NAMES - _NUMBERS
    for place, (count, colour) in enumerate(zip(counts, _BARS, strict=True)):
        bar = top + 6 + place * (_BAR + 8)
        length = 0 if not count else max(4, round(room * count / max(most, count)))
        if length:
            draw.rectangle((left, bar, left + length, bar + _BAR), colour)
        at = (left + length + 14, bar + _BAR - 5)
        letters.write(draw, at, _number(count), 28, _GREY if count is None else _TEXT)


def _fitting(name: str, size: int) -> str:
    """Cut a name that is too long for its place, between letters that stand alone."""
    shown = name
    while letters.width(name, size) > _NAME_ROOM < letters.width(f"{shown}…", size):
        shown = shown[:-1].rstrip()
    return shown if shown == name else f"{shown.rstrip('เแโใไເແໂໃໄ(')}…"
