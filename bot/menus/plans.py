"""What stands in each rich menu, and whose menu it is."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from bot.line.limits import LABEL, clusters
from bot.line.menus import Area, Box, Menu
from bot.words import LANGUAGES, Words
from dialogue.phrase import Phrase, msgid
from dialogue.tap import Tap

Who: TypeAlias = Literal["visitor", "volunteer", "coordinator"]
Icon: TypeAlias = Literal[
    "care",
    "rights",
    "human",
    "language",
    "menu",
    "visit",
    "today",
    "people",
    "team",
    "report",
    "waiting",
    "phone",
    "danger",
]

WIDTH: Final = 1200  # pixels
HEIGHT: Final = 810
EVERYONE: Final = "everyone"
"""The menu of whoever has not chosen a language, in both."""

_ROW: Final = 306
_BETWEEN: Final = " · "


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One button: what is drawn, what is written (a msgid), and the act or address behind it.

    With `in_both` it is written in both languages whatever the menu's: for whoever reads the other.
    `more` (a msgid) is written below it where there is one language only. `aloud` (a msgid) is what
    is read to whoever cannot see it, where that is not what is written. In its row it is `wide`
    times as wide as others.
    """

    icon: Icon
    label: str
    act: str = ""
    uri: str = ""
    in_both: bool = False
    more: str = ""
    aloud: str = ""
    wide: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One button where it stands: what is written there, in one language or in both."""

    item: Item
    box: Box
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One menu as it is to be drawn and made."""

    name: str
    tiles: tuple[Tile, ...]
    menu: Menu


_CARE: Final = Item(icon="care", label=msgid("Find care"), act="care")
_RIGHTS: Final = Item(icon="rights", label=msgid("My rights"), act="topics")
_HUMAN: Final = Item(icon="human", label=msgid("Talk to someone"), act="human")
_LANGUAGE: Final = Item(icon="language", label=msgid("Language"), act="language", in_both=True)
_MENU: Final = Item(icon="menu", label=msgid("Menu"), act="menu")
_VISIT: Final = Item(icon="visit", label=msgid("Visit someone"), act="visit")
_TODAY: Final = Item(icon="today", label=msgid("Today’s work"), act="today")
_PEOPLE: Final = Item(icon="people", label=msgid("People"), act="people")
_TEAM: Final = Item(icon="team", label=msgid("Team"), act="team")
_REPORT: Final = Item(icon="report", label=msgid("Report"), act="report")
_WAITING: Final = Item(icon="waiting", label=msgid("Who waits"), act="human.waiting")
_EMERGENCY: Final = Item(
    icon="phone",
    label=msgid("Emergency"),
    uri="tel:1669",
    more=msgid("Free call"),
    aloud=msgid("Call 1669"),
    wide=3,
)
_DANGER: Final = Item(icon="danger", label=msgid("What to do first"), act="danger", wide=2)
_HELP: Final = (_EMERGENCY, _DANGER)

_ROWS: Final[dict[Who, tuple[tuple[Item, ...], ...]]] = {
    "visitor": ((_CARE, _RIGHTS), (_HUMAN, _LANGUAGE, _MENU), _HELP),
    "volunteer": ((_VISIT, _TODAY), (_PEOPLE, _CARE, _MENU), _HELP),
    "coordinator": ((_TODAY, _TEAM, _PEOPLE), (_REPORT, _WAITING, _MENU), _HELP),
}


def menu_of(roles: Collection[str], language: str | None) -> str:
    """Name the menu of somebody with these roles.

    Whoever has totals or referrals only sees the visitor's, whose menu in words opens theirs.
    """
    if language not in LANGUAGES:
        return EVERYONE
    for who in ("coordinator", "volunteer"):
        if who in roles:
            return f"{who}-{language}"
    return f"visitor-{language}"


def all_plans(words: Words) -> tuple[Plan, ...]:
    """Lay out every menu, that of everyone first."""
    everyone = _plan(EVERYONE, _ROWS["visitor"], LANGUAGES, words)
    own = (
        _plan(f"{who}-{language}", rows, (language,), words)
        for who, rows in _ROWS.items()
        for language in LANGUAGES
    )
    return (everyone, *own)


def _plan(
    name: str, rows: tuple[tuple[Item, ...], ...], languages: tuple[str, ...], words: Words
) -> Plan:
    tiles = tuple(
        Tile(item=item, box=box, lines=_written(item, languages, words))
        for items, boxes in zip(rows, _boxes(rows), strict=True)
        for item, box in zip(items, boxes, strict=True)
    )
    areas = (
        _area(tile, _said(tile.item.aloud or tile.item.label, tile.item, languages, words))
        for tile in tiles
    )
    bar = _BETWEEN.join(_said(_MENU.label, _MENU, languages, words))
    menu = Menu(alias=name, bar=bar, width=WIDTH, height=HEIGHT, areas=tuple(areas))
    return Plan(name=name, tiles=tiles, menu=menu)


def _written(item: Item, languages: tuple[str, ...], words: Words) -> tuple[str, ...]:
    lines = _said(item.label, item, languages, words)
    if len(lines) > 1 or not item.more:
        return lines
    return (*lines, *_said(item.more, item, languages, words))


def _said(label: str, item: Item, languages: tuple[str, ...], words: Words) -> tuple[str, ...]:
    spoken = LANGUAGES if item.in_both else languages
    return tuple(words.say(Phrase(msgid=label, spoken=language), "th") for language in spoken)


def _area(tile: Tile, aloud: tuple[str, ...]) -> Area:
    data = Tap(act=tile.item.act).data() if tile.item.act else ""
    label = _BETWEEN.join(aloud)
    if clusters(label) > LABEL:
        label = aloud[0]
    return Area(box=tile.box, label=label, data=data, uri=tile.item.uri)


def _boxes(rows: tuple[tuple[Item, ...], ...]) -> list[list[Box]]:
    """Part the picture: rows of one height, and what is left for the last."""
    boxes, top = [], 0
    for number, items in enumerate(rows, start=1):
        height = _ROW if number < len(rows) else HEIGHT - top
        unit = WIDTH // sum(item.wide for item in items)
        row, left = [], 0
        for item in items:
            row.append(Box(left=left, top=top, width=unit * item.wide, height=height))
            left += unit * item.wide
        boxes.append(row)
        top += height
    return boxes
