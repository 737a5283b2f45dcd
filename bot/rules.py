"""Rules of follow-ups as a table: what ships, what a district writes, and how they are kept."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from bot.locks import hold
from bot.shipped import CONTENT, Item, State
from bot.store import Store
from dialogue.rules.sheet import COLUMNS, Written, faults, line
from models.note import Notes
from models.rule import FollowUpRule, Rules

SHEET: Final = CONTENT / "rules" / "follow_ups.csv"
"""The table that ships; it holds for every area where no other is written."""

_NAME: Final = "rules/follow_ups.csv"
_NOTE: Final = f"content {_NAME}"
_WORST_FIRST: Final[tuple[State, ...]] = ("changed", "withdrawn", "outdated", "new", "loaded")
_TOLD: Final[Mapping[State, str]] = {
    "changed": "changed here",
    "withdrawn": "taken out here",
    "outdated": "of an older release",
    "new": "not loaded yet",
}


class RulesError(Exception):
    """A table of rules cannot be used; the text says why, a sentence for each line."""


def read(source: str) -> list[Written]:
    """Read a table of rules (CSV, a heading first).

    Raises:
        RulesError: when any of its lines is no rule, or two have one code.
    """
    table = csv.DictReader(io.StringIO(source.removeprefix("\ufeff")))
    if missing := {"code", "about", "due"} - set(table.fieldnames or ()):
        raise RulesError(f"These columns are missing: {', '.join(sorted(missing))}.")
    written = [line(cells) for cells in table]
    wrong = [f"Line {number}: {fault}" for number, fault in _wrong(written)]
    if wrong:
        raise RulesError("\n".join(wrong))
    return written


def write(rows: Sequence[FollowUpRule]) -> str:
    """Write rules as a table (CSV, a heading first)."""
    out = io.StringIO()
    table = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows(row.cells() for row in rows)
    return out.getvalue()


def put(session: Session, area: str, written: Sequence[Written]) -> int:
    """Write these rules for an area, over those of their codes; tell how many were changed."""
    shelf, changed = Rules(session), list[str]()
    for one in written:
        row = shelf.get(one.code, area)
        if row is None or row.cells() != one.cells():
            shelf.put(one.code, area, one.cells())
            changed.append(one.code)
    shelf.rework(changed, area)
    return len(changed)


def load(store: Store, path: Path = SHEET) -> list[Item]:
    """Load the rules that ship: what is new or outdated; what was changed here is kept."""
    if not path.exists():
        return []
    source = path.read_text("utf-8")
    was = standing(store, path)
    if was[0].state in {"loaded", "faulty"}:
        return was
    with store.writing() as session:
        hold(session.connection())
        shipped = {one.code: one for one in read(source)}
        stands = _stand(session, shipped)
        _bring(session, shipped, stands)
        session.flush()
        return [_item(path, _stand(session, shipped), was=was[0].state)]


def standing(store: Store, path: Path = SHEET) -> list[Item]:
    """Tell where the rules that ship stand; nothing is changed."""
    if not path.exists():
        return []
    try:
        shipped = {one.code: one for one in read(path.read_text("utf-8"))}
    except RulesError as wrong:
        why = str(wrong).partition("\n")[0]
        return [Item(name=_NAME, path=path, state="faulty", was="faulty", why=why)]
    with store.thinking() as session:
        return [_item(path, _stand(session, shipped))]


def _bring(session: Session, shipped: Mapping[str, Written], stands: Mapping[str, State]) -> None:
    shelf, noted = Rules(session), _noted(session)
    for code, state in stands.items():
        row = shelf.get(code)
        if state in {"new", "outdated"} and code in shipped:
            shelf.put(code, "", shipped[code].cells())
        elif state == "outdated" and row is not None:
            shelf.drop(row)  # no release has it any more, and nobody changed it
        if state not in {"changed", "withdrawn"}:
            noted[code] = _digest(shipped[code].cells()) if code in shipped else ""
    kept = {code: digest for code, digest in noted.items() if digest}
    Notes(session).put(_NOTE, json.dumps(kept))


def _stand(session: Session, shipped: Mapping[str, Written]) -> dict[str, State]:
    """Tell how each rule stands that ships, or did so once and is still as it was then."""
    rows = {row.code: row for row in Rules(session).written_for("")}
    noted = _noted(session)
    stands: dict[str, State] = {}
    for code, one in shipped.items():
        row = rows.get(code)
        if row is None:
            stands[code] = "withdrawn" if code in noted else "new"
        elif row.cells() == one.cells():
            stands[code] = "loaded"
        else:
            stands[code] = "outdated" if _digest(row.cells()) == noted.get(code) else "changed"
    for code in noted.keys() - shipped.keys():
        row = rows.get(code)
        if row is not None and _digest(row.cells()) == noted[code]:
            stands[code] = "outdated"
    return stands


def _noted(session: Session) -> dict[str, str]:
    note = Notes(session).get(_NOTE)
    known: dict[str, str] = {} if note is None else json.loads(note.text)
    return known


def _item(path: Path, stands: Mapping[str, State], was: State | None = None) -> Item:
    found = set(stands.values())
    state: State = next((one for one in _WORST_FIRST if one in found), "loaded")
    told = (
        f"{_TOLD[kind]}: {', '.join(sorted(code for code, one in stands.items() if one == kind))}"
        for kind in _TOLD
        if kind in stands.values()
    )
    return Item(name=_NAME, path=path, state=state, was=was or state, why="; ".join(told))


def _wrong(written: Sequence[Written]) -> Iterator[tuple[int, str]]:
    seen = set[str]()
    for number, one in enumerate(written, start=2):
        yield from ((number, fault) for fault in faults(one))
        if one.code in seen:
            yield number, f"{one.code} is there twice."
        seen.add(one.code)


def _digest(cells: Mapping[str, str]) -> str:
    return sha256(json.dumps(dict(sorted(cells.items()))).encode()).hexdigest()
