"""Areas: provinces, districts and tambons by their DOPA codes, and the names they go by."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Index, String, and_, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from models.base import Row
from models.columns import Serial

PROVINCE, DISTRICT, TAMBON = "province", "district", "tambon"
KIND_OF_LENGTH: Final = {2: PROVINCE, 4: DISTRICT, 6: TAMBON}

THAI, LAO, LATIN = "thai", "lao", "latin"
ALIAS, MUNICIPALITY = "alias", "municipality"
"""What kind of name a name is: the official one in three scripts, another, a municipality's."""


class Area(Row):
    """One province, district or tambon: `code` has 2, 4 or 6 digits and begins with its parent's.

    `name_lo` is None where no Lao name is known. An area that was abolished stays, so that what
    was recorded there can still be named; it has no row in `area_names` and is not found.
    """

    __tablename__ = "areas"

    code: Mapped[str] = mapped_column(String(6), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    name_th: Mapped[str] = mapped_column(String(100))
    name_lo: Mapped[str | None] = mapped_column(String(100), default=None)

    @property
    def parents(self) -> tuple[str, ...]:
        """The codes of the areas around it, the nearest first."""
        return parents_of(self.code)

    def name_in(self, language: str) -> str:
        """Give its name in "th" or "lo"; the Thai one where no Lao one is known."""
        return (self.name_lo or self.name_th) if language == "lo" else self.name_th


class AreaName(Row):
    """One name by which an area is found.

    `key` is the name as it is compared (dialogue.places). A municipality's `name` begins with its
    kind (ทน. ทม. ทต.); it points to the area that its visits are counted in.
    """

    __tablename__ = "area_names"

    id: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=True)
    code: Mapped[str] = mapped_column(String(6))
    key: Mapped[str] = mapped_column(String(120))
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(12))

    __table_args__ = (
        Index("ix_area_names_key", "key", "code"),
        Index("ix_area_names_code", "code", "key"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """One name of one area, as it is compared."""

    code: str
    key: str
    name: str
    kind: str


class Areas:
    """The shelf of areas."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, code: str) -> Area | None:
        """Find an area by its code."""
        return self._session.get(Area, code)

    def those(self, codes: Iterable[str]) -> dict[str, Area]:
        """Find many areas by their codes; those that are not known are left out."""
        query = select(Area).where(Area.code.in_(sorted(set(codes))))
        return {area.code: area for area in self._session.scalars(query)}

    def inside(self, code: str) -> list[Area]:
        """List the areas right below another ("" for the provinces), by their codes."""
        length = len(code) + 2
        query = select(Area).where(within(Area.code, [code]), func.length(Area.code) == length)
        return list(self._session.scalars(query.order_by(Area.code)))

    def spelled(self, keys: Collection[str], prefixes: Sequence[str] = ("",)) -> list[Spelling]:
        """Find the names that are spelled just so, below any of these prefixes."""
        return self._spellings(AreaName.key.in_(sorted(keys)), within(AreaName.code, prefixes))

    def keys(
        self, prefixes: Sequence[str], *, kinds: Collection[str], least: int, most: int
    ) -> list[str]:
        """List the keys of `least` to `most` letters below any of these prefixes, each once."""
        query = select(AreaName.key).where(
            within(AreaName.code, prefixes),
            AreaName.kind.in_(sorted(kinds)),
            func.length(AreaName.key).between(least, most),
        )
        return list(self._session.scalars(query.distinct()))

    def _spellings(self, *conditions: ColumnElement[bool]) -> list[Spelling]:
        columns = (AreaName.code, AreaName.key, AreaName.name, AreaName.kind)
        query = select(*columns).where(and_(*conditions))
        return [
            Spelling(code=code, key=key, name=name, kind=kind)
            for code, key, name, kind in self._session.execute(query)
        ]


def parents_of(code: str) -> tuple[str, ...]:
    """List the codes of the areas around one, the nearest first."""
    return tuple(code[:length] for length in (4, 2) if length < len(code))


def within(column: InstrumentedAttribute[str], prefixes: Sequence[str]) -> ColumnElement[bool]:
    """Give the condition that a code is one of these or below; "" is everywhere.

    It is a range, which every index answers, as LIKE is not in all collations of PostgreSQL.
    """
    if "" in prefixes:
        return true()
    return or_(*(column.between(prefix, prefix.ljust(6, "9")) for prefix in prefixes))
