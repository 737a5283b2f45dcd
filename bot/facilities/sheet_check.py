"""A sheet of facilities that a coordinator sent: tried beside what is known, within their areas."""

from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, Final

from bot.clock import Clock
from bot.facilities.areas import area_finder
from bot.facilities.importing import Answer, Import, counts
from bot.facilities.source import CHAT, SheetRefusedError, Table, opened
from bot.people.roster_check import Tried, areas_of
from bot.store import Store
from dialogue.written import plain
from models.facility_book import FacilityBook

TOLD: Final = 10
"""Problems that are told in the chat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCheck:
    """Tries sheets of facilities."""

    store: Store
    clock: Clock
    zone: tzinfo

    def tried(self, source: bytes, name: str, contact_id: str) -> Tried | None:
        """Try a sheet; None for a file that is none. Called in a worker thread."""
        try:
            table = opened(source, name, CHAT)
        except SheetRefusedError:
            return None
        with self.store.thinking() as session:
            areas = areas_of(session, contact_id)
            job = Import(
                known=FacilityBook(session).cells(),
                areas=areas,
                area_of=area_finder(session, areas),
                today=self.clock().astimezone(self.zone).date(),
            )
            answers = job.answers(table) if areas else []
        return Tried(outcome={"facilities": _outcome(table, answers)}, answers=b"")


def _outcome(table: Table, answers: list[Answer]) -> dict[str, Any]:
    problems = [problem for one in answers for problem in one.problems]
    return {
        "counts": counts(answers),
        "rows": [dict(one.cells) for one in answers if one.done in {"created", "updated"}],
        "problems": [
            [one.row, one.column, plain(one.fault.reason), plain(one.fault.remedy)]
            for one in problems[:TOLD]
        ],
        "problem_count": len(problems),
        "unknown": list(table.headings.unknown),
    }
