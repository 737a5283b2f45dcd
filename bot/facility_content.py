"""Facilities that ship: loaded once, replaced while nobody has changed them."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from bot.locks import hold
from bot.shipped import CONTENT, Item, State
from bot.store import Store
from dialogue.facilities import sheet
from models.facility import Facility
from models.facility_book import FacilityBook
from models.note import Notes

FILE: Final = CONTENT / "facilities.csv"
"""The facilities that ship, with a heading of `dialogue.facilities.columns`."""

_NAME: Final = "facilities.csv"
_NOTE: Final = f"content {_NAME}"
_DIGITS: Final = 16  # of the hash that is noted for each
_NAMED: Final = 20  # codes that are named of what differs
_WORST_FIRST: Final[tuple[State, ...]] = ("changed", "withdrawn", "outdated", "new", "loaded")
_TOLD: Final[Mapping[State, str]] = {
    "changed": "changed here",
    "withdrawn": "taken out here",
    "outdated": "of an older release",
    "new": "not loaded yet",
}


class FacilitiesError(Exception):
    """The file that ships cannot be used; the text says why, a sentence for each line."""


def load(store: Store, path: Path = FILE) -> list[Item]:
    """Load the facilities that ship: what is new or outdated; what was changed here is kept."""
    was = standing(store, path)
    if not was or was[0].state in {"loaded", "faulty"}:
        return was
    shipped = read(path.read_text("utf-8"))
    with store.writing() as session:
        hold(session.connection())
        book = FacilityBook(session)
        stands = _stand(book.cells(), shipped, _noted(session))
        _bring(session, book, shipped, stands)
        after = _stand(book.cells(), shipped, _noted(session))
        return [_item(path, after, was=was[0].state)]


def standing(store: Store, path: Path = FILE) -> list[Item]:
    """Tell where the facilities that ship stand; nothing is changed."""
    if not path.exists():
        return []
    try:
        shipped = read(path.read_text("utf-8"))
    except FacilitiesError as wrong:
        why = str(wrong).partition("\n")[0]
        return [Item(name=_NAME, path=path, state="faulty", was="faulty", why=why)]
    with store.thinking() as session:
        return [_item(path, _stand(FacilityBook(session).cells(), shipped, _noted(session)))]


def read(source: str) -> dict[str, dict[str, str]]:
    """Read the file that ships: all cells of each facility by its code.

    Raises:
        FacilitiesError: when any line cannot be read.
    """
    rows, wrong = dict[str, dict[str, str]](), list[str]()
    for number, given in enumerate(csv.DictReader(io.StringIO(source)), start=2):
        row = sheet.read(given, today=date.max)
        cells = sheet.whole(row.cells)
        for column, fault in {**row.faults, **sheet.missing(cells)}.items():
            why = fault.reason.msgid.format(**fault.reason.values)
            wrong.append(f"Line {number}, {column}: {why}")
        if cells["code"] in rows:
            wrong.append(f"Line {number}: {cells['code']} is there twice.")
        rows[cells["code"]] = cells
    if wrong:
        raise FacilitiesError("\n".join(wrong))
    return rows


def _bring(
    session: Session,
    book: FacilityBook,
    shipped: Mapping[str, Mapping[str, str]],
    stands: Mapping[str, State],
) -> None:
    noted = _noted(session)
    for code, state in stands.items():
        if state in {"new", "outdated"} and code in shipped:
            book.put(shipped[code])
            session.flush()
        elif state == "outdated":  # no release has it any more, and nobody changed it
            book.drop(session.get_one(Facility, code))
            session.flush()
        if state not in {"changed", "withdrawn"}:
            noted[code] = _digest(shipped[code]) if code in shipped else ""
    kept = {code: digest for code, digest in noted.items() if digest}
    Notes(session).put(_NOTE, json.dumps(kept))


def _stand(
    rows: Mapping[str, Mapping[str, str]],
    shipped: Mapping[str, Mapping[str, str]],
    noted: Mapping[str, str],
) -> dict[str, State]:
    """Tell how each stands that ships, or did so once and is still as it was then."""
    stands: dict[str, State] = {}
    for code, cells in shipped.items():
        if code not in rows:
            stands[code] = "withdrawn" if code in noted else "new"
        elif rows[code] == cells:
            stands[code] = "loaded"
        else:
            stands[code] = "outdated" if _digest(rows[code]) == noted.get(code) else "changed"
    for code in noted.keys() - shipped.keys():
        if code in rows and _digest(rows[code]) == noted[code]:
            stands[code] = "outdated"
    return stands


def _noted(session: Session) -> dict[str, str]:
    note = Notes(session).get(_NOTE)
    known: dict[str, str] = {} if note is None else json.loads(note.text)
    return known


def _item(path: Path, stands: Mapping[str, State], was: State | None = None) -> Item:
    found = set(stands.values())
    state: State = next((one for one in _WORST_FIRST if one in found), "loaded")
    return Item(name=_NAME, path=path, state=state, was=was or state, why="; ".join(_why(stands)))


def _why(stands: Mapping[str, State]) -> Iterator[str]:
    for state, told in _TOLD.items():
        codes = sorted(code for code, one in stands.items() if one == state)
        if codes:
            more = f" and {len(codes) - _NAMED} more" if len(codes) > _NAMED else ""
            yield f"{told}: {', '.join(codes[:_NAMED])}{more}"


def _digest(cells: Mapping[str, str]) -> str:
    return sha256(json.dumps(dict(sorted(cells.items()))).encode()).hexdigest()[:_DIGITS]
