"""Rules of follow-ups: a table that districts edit, and where each of them is switched on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row


class FollowUpRule(Row):
    """One rule as it stands in an area; `area` is a DOPA prefix, "" where it is everybody's.

    The cells hold text as the table is written (content/rules). Of the rules of one code that
    which is written for the smallest area around a person counts.
    """

    __tablename__ = "follow_up_rules"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    area: Mapped[str] = mapped_column(String(6), primary_key=True, default="")
    name_th: Mapped[str] = mapped_column(Text)
    name_lo: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(String(12))
    applies: Mapped[str] = mapped_column(Text, default="")
    groups: Mapped[str] = mapped_column(Text, default="")
    counted_from: Mapped[str] = mapped_column(String(12), default="day")
    counts: Mapped[str] = mapped_column(String(12), default="told")
    opens: Mapped[str] = mapped_column(String(8), default="0")
    due: Mapped[str] = mapped_column(String(8), default="0")
    lapses: Mapped[str] = mapped_column(String(8), default="")
    repeats: Mapped[str] = mapped_column(String(8), default="")
    closes: Mapped[str] = mapped_column(Text, default="visit")
    unless: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")
    verified: Mapped[str] = mapped_column(String(3), default="no")

    def cells(self) -> dict[str, str]:
        """Give its cells by the names of their columns, without the area."""
        names = (column.key for column in self.__table__.columns)
        return {name: getattr(self, name) for name in names if name != "area"}

    def name_in(self, language: str) -> str:
        """Say what is to be done, in Thai or Lao."""
        return self.name_lo if language == "lo" else self.name_th


class RuleSwitch(Row):
    """A rule switched on or off in an area, on the day `since`.

    `cursor` is the last person for whom that was worked out, None when it is done with all.
    """

    __tablename__ = "rule_switches"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    area: Mapped[str] = mapped_column(String(6), primary_key=True)
    is_on: Mapped[bool] = mapped_column()
    since: Mapped[date] = mapped_column()
    cursor: Mapped[str | None] = mapped_column(String(36), index=True, default="")


T = TypeVar("T", FollowUpRule, RuleSwitch)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A rule as it counts in one place: `since` is when it was switched on, None: all along."""

    rule: FollowUpRule
    is_on: bool
    since: date | None = None


class Rules:
    """The shelf of rules; what counts where is looked up once in a turn."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple[str, bool], list[Ruling]] = {}

    def get(self, code: str, area: str = "") -> FollowUpRule | None:
        """Find the rule of this code that is written for exactly this area."""
        new = (row for row in self._session.new if isinstance(row, FollowUpRule))
        mine = next((row for row in new if (row.code, row.area) == (code, area)), None)
        return mine or self._session.get(FollowUpRule, (code, area))

    def of(self, area: str, *, is_demo: bool = False) -> list[Ruling]:
        """List the rules that count in an area (a DOPA prefix), on or off, by their codes.

        What nobody switched is on where it is verified, and for demo contacts.
        """
        if (area, is_demo) not in self._known:
            wide = [area[:length] for length in (0, 2, 4, 6) if length <= len(area)]
            written, switched = self._rows(FollowUpRule, wide), self._rows(RuleSwitch, wide)
            self._known[area, is_demo] = [
                _ruling(written[code], switched.get(code), is_demo=is_demo)
                for code in sorted(written)
            ]
        return self._known[area, is_demo]

    def switch(self, code: str, area: str, on: date, *, is_on: bool) -> RuleSwitch:
        """Switch a rule on or off in an area; it is worked out for people there in the background.

        A rule that is on already keeps the day since which it is.
        """
        self._known.clear()
        row = self._switched(code, area)
        if row is None:
            row = RuleSwitch(code=code, area=area, is_on=is_on, since=on, cursor="")
            self._session.add(row)
        elif row.is_on != is_on:
            row.is_on, row.since, row.cursor = is_on, on, ""
        return row

    def put(self, code: str, area: str, cells: dict[str, str]) -> None:
        """Write a rule, over the one of the same code and area."""
        self._known.clear()
        row = self.get(code, area)
        if row is None:
            self._session.add(FollowUpRule(**{**cells, "code": code, "area": area}))
            return
        for name, text in cells.items():
            setattr(row, name, text)

    def drop(self, row: FollowUpRule) -> None:
        """Take a rule out."""
        self._known.clear()
        self._session.delete(row)

    def rework(self, codes: Collection[str], area: str) -> None:
        """Let what these rules ask for in an area be worked out anew, where they were switched."""
        query = select(RuleSwitch).where(RuleSwitch.code.in_(codes))
        for row in self._session.scalars(query):
            if row.area.startswith(area) or area.startswith(row.area):
                row.cursor = ""

    def written_for(self, area: str) -> list[FollowUpRule]:
        """List the rules that are written for exactly this area, by their codes."""
        query = select(FollowUpRule).where(FollowUpRule.area == area)
        return list(self._session.scalars(query.order_by(FollowUpRule.code)))

    def unfinished(self) -> RuleSwitch | None:
        """Find a switch that is not worked out yet for everybody it concerns."""
        query = select(RuleSwitch).where(RuleSwitch.cursor.is_not(None))
        return self._session.scalars(query.order_by(RuleSwitch.area, RuleSwitch.code)).first()

    def _switched(self, code: str, area: str) -> RuleSwitch | None:
        new = (row for row in self._session.new if isinstance(row, RuleSwitch))
        mine = next((row for row in new if (row.code, row.area) == (code, area)), None)
        return mine or self._session.get(RuleSwitch, (code, area))

    def _rows(self, table: type[T], areas: list[str]) -> dict[str, T]:
        """Find the rows that count, by their codes: those of the smallest of these areas."""
        rows: list[T] = list(self._session.scalars(select(table).where(table.area.in_(areas))))
        rows += [row for row in self._session.new if isinstance(row, table) and row.area in areas]
        return {row.code: row for row in sorted(rows, key=lambda row: len(row.area))}


def _ruling(rule: FollowUpRule, switch: RuleSwitch | None, *, is_demo: bool) -> Ruling:
    if switch is None:
        return Ruling(rule=rule, is_on=is_demo or rule.verified == "yes")
    return Ruling(rule=rule, is_on=switch.is_on, since=switch.since if switch.is_on else None)
