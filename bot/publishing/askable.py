"""What a form may not ask, because a chat has no way to ask it."""

from collections.abc import Iterable

from bot.publishing.finding import Finding
from bot.publishing.rows import Row
from dialogue.phrase import msgid

_CHAT_CANNOT = msgid("The type {type} cannot be asked in LINE.")
_NOT_YET = msgid("The type {type} is not supported yet.")

_ASK_TEXT = msgid("Ask for the number as text.")
_ASK_PLACE = msgid("Ask for one place with geopoint, or describe the way in a text question.")
_ASK_ONE = msgid("Ask for the most important one with select_one.")
_ASK_NUMBER = msgid("Ask for an integer and give its bounds as a constraint.")
_TAKE_OUT = msgid("Take this row out.")
_LIST_HERE = msgid("Put the list on the choices sheet and use select_one or select_multiple.")
_NO_REPEAT = msgid("Ask about one at a time, with a form for each, or take the repeat out.")

_UNASKABLE: dict[str, tuple[str, str]] = {
    "barcode": (_CHAT_CANNOT, _ASK_TEXT),
    "geotrace": (_CHAT_CANNOT, _ASK_PLACE),
    "geoshape": (_CHAT_CANNOT, _ASK_PLACE),
    "osm": (_CHAT_CANNOT, _ASK_PLACE),
    "rank": (_CHAT_CANNOT, _ASK_ONE),
    "range": (_NOT_YET, _ASK_NUMBER),
    "audit": (_CHAT_CANNOT, _TAKE_OUT),
    "background-audio": (_CHAT_CANNOT, _TAKE_OUT),
    "background-geopoint": (_CHAT_CANNOT, _TAKE_OUT),
    "start-geopoint": (_CHAT_CANNOT, _TAKE_OUT),
    "select_one_from_file": (_NOT_YET, _LIST_HERE),
    "select_multiple_from_file": (_NOT_YET, _LIST_HERE),
    "select_one_external": (_NOT_YET, _LIST_HERE),
    "csv-external": (_NOT_YET, _TAKE_OUT),
    "xml-external": (_NOT_YET, _TAKE_OUT),
    "begin_repeat": (_NOT_YET, _NO_REPEAT),
    "begin_loop": (_NOT_YET, _NO_REPEAT),
}
_SPELLINGS = (
    ("begin ", "begin_"),
    ("begin_lgroup", "begin_repeat"),
    ("begin_looped group", "begin_repeat"),
    ("select one", "select_one"),
    ("select multiple", "select_multiple"),
    (" from file", "_from_file"),
    ("select_one external", "select_one_external"),
)
_PICTURES = ("image", "photo")
_DRAWN = ("signature", "draw", "annotate")


def unaskable(rows: Iterable[Row]) -> tuple[Finding, ...]:
    """Find the rows that chat cannot ask, each with what to do instead."""
    return tuple(
        finding
        for row in rows
        for finding in (_by_type(row), _by_sheet(row))
        if finding is not None
    )


def _by_type(row: Row) -> Finding | None:
    if row.sheet != "survey":
        return None

    written = row.get("type")
    kind = _plain(written)
    if kind in _UNASKABLE:
        reason, remedy = _UNASKABLE[kind]
        return _at(row, "type", reason, remedy, kind)
    if kind in _PICTURES and any(word in _DRAWN for word in row.get("appearance").split()):
        return _at(
            row,
            "appearance",
            msgid("Drawing and signing cannot be asked in LINE."),
            msgid("Ask for a photo, or for a name as text."),
            kind,
        )
    return None


def _by_sheet(row: Row) -> Finding | None:
    if row.sheet != "entities":
        return None
    return _at(
        row,
        "list_name",
        msgid("Forms cannot create or change entities yet."),
        msgid("Take the entities sheet out."),
        row.get("list_name"),
    )


def _plain(written: str) -> str:
    """Write a type in one way, without the list it names: XLSForm knows several spellings."""
    spelled = " ".join(written.lower().split()).removeprefix("q ").removeprefix("add ")
    for old, new in _SPELLINGS:
        spelled = spelled.replace(old, new)
    return spelled.split(" ")[0]


def _at(row: Row, column: str, reason: str, remedy: str, kind: str) -> Finding:
    return Finding(
        reason=reason,
        remedy=remedy,
        sheet=row.sheet,
        row=row.number,
        column=column,
        values={"type": kind},
    )
