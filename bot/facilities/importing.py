"""What a sheet of facilities comes to: which rows are new, changed, the same or refused."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from bot.facilities.source import Table
from dialogue.facilities import sheet
from dialogue.facilities.columns import BY_KEY
from dialogue.facilities.fault import Fault
from dialogue.phrase import msgid, phrase

Done: TypeAlias = Literal["created", "updated", "same", "refused"]

AreaOf: TypeAlias = Callable[[str], str | None]
"""Finds the one area that is meant by a code or a name; None where there is none, or several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A cell that is not taken: where it stands, what is wrong, and what to write instead."""

    row: int
    column: str
    fault: Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What becomes of a row: `cells` are those that it gives, `whole` all of the facility then."""

    row: int
    done: Done
    cells: Mapping[str, str]
    whole: Mapping[str, str]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """How a sheet is read: beside what is `known`, by code, within areas (DOPA prefixes)."""

    known: Mapping[str, Mapping[str, str]]
    areas: Sequence[str]
    area_of: AreaOf
    today: date

    def answers(self, table: Table) -> list[Answer]:
        """Answer every row; nothing is stored."""
        codes = Counter[str]()
        return [self._answer(number, given, table, codes) for number, given in table.rows.items()]

    def _answer(
        self, number: int, given: Mapping[str, str], table: Table, codes: Counter[str]
    ) -> Answer:
        row = sheet.read(given, today=self.today)
        cells, faults = dict(row.cells), dict(row.faults)
        code = cells.get("code", "")
        before = self.known.get(code, {})
        faults |= self._placed(cells)
        whole = sheet.whole({**before, **cells})
        if not faults:
            faults = dict(self._refusals(before, whole, codes))
        codes[code] += 1
        if faults:
            problems = tuple(
                Problem(row=number, column=_heading(key, table), fault=fault)
                for key, fault in faults.items()
            )
            return Answer(row=number, done="refused", cells=cells, whole=whole, problems=problems)
        done: Done = "created" if not before else "same" if whole == before else "updated"
        return Answer(row=number, done=done, cells=cells, whole=whole)

    def _placed(self, cells: dict[str, str]) -> dict[str, Fault]:
        """Put the code of an area in the place of its name."""
        text = cells.get("area")
        if not text:
            return {}
        code = self.area_of(text)
        if code is not None:
            cells["area"] = code
            return {}
        return {
            "area": Fault(
                reason=phrase(msgid("“{area}” is not one area."), area=text[:60]),
                remedy=phrase(
                    msgid("Write its code of 2, 4 or 6 digits, or tambon and district together.")
                ),
            )
        }

    def _refusals(
        self, before: Mapping[str, str], whole: Mapping[str, str], codes: Counter[str]
    ) -> Iterator[tuple[str, Fault]]:
        yield from sheet.missing(whole).items()
        if codes[whole["code"]]:
            yield (
                "code",
                Fault(
                    reason=phrase(msgid("{code} is there twice."), code=whole["code"]),
                    remedy=phrase(msgid("Keep one of these rows.")),
                ),
            )
        reach = tuple(self.areas)
        if not whole["area"].startswith(reach) or not before.get("area", whole["area"]).startswith(
            reach
        ):
            yield (
                "area",
                Fault(
                    reason=phrase(msgid("This place lies outside of your area.")),
                    remedy=phrase(msgid("Leave this row to the coordinator of that area.")),
                ),
            )


def counts(answers: Sequence[Answer]) -> dict[str, int]:
    """Count the rows by what became of them."""
    return dict(Counter(one.done for one in answers))


def _heading(key: str, table: Table) -> str:
    return table.headings.texts.get(key) or BY_KEY[key].key
