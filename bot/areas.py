"""Areas of Thailand with their names: loaded from geothai and from what coordinators wrote."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from bot.locks import hold
from bot.shipped import CONTENT
from bot.store import Store
from dialogue import places
from models.area import ALIAS, KIND_OF_LENGTH, LAO, LATIN, MUNICIPALITY, THAI, Area, AreaName
from models.note import Notes

FILES: Final = {"lao.csv": LAO, "aliases.csv": ALIAS, "municipalities.csv": MUNICIPALITY}
"""The files of content/areas, and the kind of names that each holds."""

FOLDER: Final = CONTENT / "areas"
COLUMNS: Final = ("code", "thai", "name", "note")

_NOTE: Final = "content areas"
_MADE: Final = "1"  # goes up when the same sources make other rows
_CAPITALS: Final = ("เมือง", "ເມືອງ")  # what the first district of a province is called for short


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What loading did; `faults` are rows of our files that were left out, a sentence each."""

    is_new: bool
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One row of our files: another name of the area that has this code and Thai name."""

    code: str
    thai: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """What geothai says of an area."""

    name_th: str
    name_en: str


def load(store: Store, folder: Path = FOLDER) -> Loaded:
    """Load all areas, unless they are as they were loaded last; of several at once one does it."""
    mark = _mark(folder)
    with store.thinking() as session:
        if _is_loaded(session, mark):
            return Loaded(is_new=False)

    official = _official()
    named, wrong = written(folder, official)

    with store.writing() as session:
        hold(session.connection())
        if _is_loaded(session, mark):
            return Loaded(is_new=False)
        _put_areas(session, official, named)
        _put_names(session, official, named)
        Notes(session).put(_NOTE, mark)
    return Loaded(is_new=True, faults=tuple(wrong))


def faults(folder: Path = FOLDER) -> list[str]:
    """Tell in a sentence each which rows of our files cannot be used; nothing is changed."""
    return written(folder, _official())[1]


def written(folder: Path, official: Mapping[str, Official]) -> tuple[list[Named], list[str]]:
    """Read our files; tell in a sentence each which rows name no area, by their file and line."""
    named, wrong = list[Named](), list[str]()
    for file, kind in FILES.items():
        for number, row in _rows(folder / file):
            one = Named(code=row["code"], thai=row["thai"], name=row["name"], kind=kind)
            if (fault := _fault(one, official)) is None:
                named.append(one)
            else:
                wrong.append(f"content/areas/{file}, line {number}: {fault}")
    return named, wrong


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            yield number, {name: (row.get(name) or "").strip() for name in COLUMNS}


def _fault(one: Named, official: Mapping[str, Official]) -> str | None:
    if (area := official.get(one.code)) is None:
        return f"no area has the code {one.code!r}."
    if area.name_th != one.thai:
        return f"{one.code} is {area.name_th}, not {one.thai or 'blank'}."
    return None if one.name else "the name is missing."


def _is_loaded(session: Session, mark: str) -> bool:
    note = Notes(session).get(_NOTE)
    return note is not None and note.text == mark


def _mark(folder: Path) -> str:
    """Sum up all that the rows are made of."""
    from geothai import DATA_VERSION  # noqa: PLC0415  # a heavy import, only where it is needed

    sources = [folder / name for name in FILES]
    digest = sha256(f"{_MADE} {DATA_VERSION}".encode())
    for path in sources:
        digest.update(path.read_bytes() if path.is_file() else b"")
        digest.update(b"\n--\n")
    return digest.hexdigest()


def _official() -> dict[str, Official]:
    import geothai  # noqa: PLC0415  # as above

    every = dict[str, Official]()
    for province in geothai.provinces():
        every[province.code] = Official(name_th=province.name_th, name_en=province.name_en)
        for district in geothai.districts(province.code):
            every[district.code] = Official(name_th=district.name_th, name_en=district.name_en)
            for tambon in geothai.subdistricts(district.code):
                every[tambon.code] = Official(name_th=tambon.name_th, name_en=tambon.name_en)
    return every


def _put_areas(session: Session, official: Mapping[str, Official], named: list[Named]) -> None:
    """Write the areas over those that are there; what was abolished since then stays."""
    lao = {one.code: one.name for one in named if one.kind == LAO}
    known = list(session.scalars(select(Area.code)))
    session.execute(delete(Area).where(Area.code.in_([code for code in known if code in official])))
    session.execute(
        insert(Area),
        [
            {
                "code": code,
                "kind": KIND_OF_LENGTH[len(code)],
                "name_th": one.name_th,
                "name_lo": lao.get(code),
            }
            for code, one in official.items()
        ],
    )


def _put_names(session: Session, official: Mapping[str, Official], named: list[Named]) -> None:
    every = dict.fromkeys((*_own_names(official), *_other_names(named)))
    session.execute(delete(AreaName))
    session.execute(
        insert(AreaName),
        [
            {"code": code, "key": _key(name, kind), "name": name, "kind": kind}
            for code, name, kind in every
        ],
    )


def _key(name: str, kind: str) -> str:
    return places.key(places.without_sign(name) if kind == MUNICIPALITY else name)


def _own_names(official: Mapping[str, Official]) -> Iterator[tuple[str, str, str]]:
    for code, one in official.items():
        yield code, one.name_th, THAI
        yield code, one.name_en, LATIN
        if len(code) == 4 and code.endswith("01") and code != "1001":  # Bangkok has no capital
            yield from ((code, name, ALIAS) for name in _CAPITALS)


def _other_names(named: list[Named]) -> Iterator[tuple[str, str, str]]:
    for one in named:
        yield one.code, one.name, one.kind
