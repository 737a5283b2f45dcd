"""Made-up visits, people and what came of them, in any number, for tests that count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import insert

from bot.store import Store
from models.answer import Answer
from models.base import Row
from models.contact import Contact
from models.follow_up import FollowUp
from models.form import Forms, FormVersion
from models.need import Need
from models.person import Person
from models.referral import Referral
from models.submission import Submission
from models.visit import Visit

MIDYEAR = datetime(2020, 6, 15, 5, tzinfo=UTC)
YEAR_2563 = {
    "90": (5567, 2570),
    "94": (1930, 849),
    "92": (862, 825),
    "95": (1880, 834),
    "91": (751, 271),
    "93": (144, 37),
    "96": (682, 138),
}
"""Visits and people by province in 2563 (programme.md, section 4)."""

_YEAR_BEGINS = datetime(2019, 12, 31, 17, tzinfo=UTC)  # in Bangkok 1 January 2020
_YEAR_MINUTES = 366 * 24 * 60


@dataclass(kw_only=True)
class Crowd:
    """Rows that are written together; every method adds some and names the people in them."""

    store: Store
    _rows: list[tuple[type[Row], dict[str, Any]]] = field(default_factory=list)
    _next: "count[int]" = field(default_factory=lambda: count(1))

    def id(self, kind: str) -> str:
        return f"{kind}{next(self._next):026}"

    def people(
        self, number: int, area: str, *, is_demo: bool = False, at: datetime = MIDYEAR
    ) -> list[str]:
        ids = [self.id("P") for _ in range(number)]
        for one in ids:
            self._add(
                Person,
                id=one,
                code=one[-10:],
                area=area,
                is_demo=is_demo,
                created_at=at,
                updated_at=at,
                status="active",
                name_hash="",
            )
        return ids

    def contact(self) -> str:
        one = self.id("C")
        self._add(
            Contact, id=one, seen_on=MIDYEAR.date(), is_demo=False, follows=True, wants_notices=True
        )
        return one

    def visits(
        self,
        people: Sequence[str | None],
        area: str,
        *,
        number: int | None = None,
        at: Iterable[datetime] = (),
        by: str | None = None,
        status: str = "done",
        is_demo: bool = False,
    ) -> None:
        """Visit people in turn, `number` times in all, at the times `at` and else at midyear."""
        times = iter(at)
        for turn in range(len(people) if number is None else number):
            moment = next(times, MIDYEAR)
            self._add(
                Visit,
                id=self.id("V"),
                person_id=people[turn % len(people)],
                contact_id=by,
                area=area,
                started_at=moment,
                ended_at=moment if status == "done" else None,
                status=status,
                is_demo=is_demo,
                place="home",
                source="chat",
            )

    def need(self, person: str, area: str, kind: str, urgency: int = 1, **more: object) -> None:
        row = {"status": "open", "closed_at": None, "found_at": MIDYEAR, "is_demo": False, **more}
        self._add(
            Need,
            id=self.id("N"),
            person_id=person,
            area=area,
            kind=kind,
            urgency=urgency,
            subject=kind,
            whom="person",
            **row,
        )

    def follow_up(self, person: str, area: str, due: str, **more: object) -> None:
        day = datetime.fromisoformat(due).date()
        row = {"status": "open", "closed_at": None, "closed_how": "", **more}
        one = self.id("F")
        self._add(
            FollowUp,
            id=one,
            person_id=person,
            area=area,
            task="visit",
            subject=one,
            rule="",
            opens_on=day,
            due_on=day,
            made_at=MIDYEAR,
            is_demo=False,
            **row,
        )

    def referral(self, person: str, area: str, status: str) -> None:
        one = self.id("R")
        self._add(
            Referral,
            id=one,
            code=one[-10:],
            person_id=person,
            area=area,
            status=status,
            made_at=MIDYEAR,
            ask_on=MIDYEAR.date(),
            asked=0,
            is_demo=False,
        )

    def answers(self, person: str, area: str, form: str, at: datetime, **said: str) -> None:
        """Submit a form whose marked answers are `said`; several choices stand with blanks."""
        submission = f"uuid:{self.id('S')}"
        self._add(
            Submission,
            id=submission,
            version_id=f"{form}-1",
            form_id=form,
            contact_id=None,
            person_id=person,
            area=area,
            started_at=at,
            submitted_at=at,
            is_complete=True,
            is_demo=False,
        )
        for name, values in said.items():
            for value in values.split():
                self._add(
                    Answer,
                    submission_id=submission,
                    person_id=person,
                    form_id=form,
                    name=name,
                    value=value,
                    area=area,
                    at=at,
                    is_demo=False,
                )

    def write(self) -> None:
        """Write all rows in one transaction, by table."""
        with self.store.writing() as session:
            for form in sorted(
                {row["form_id"] for table, row in self._rows if table is Submission}
            ):
                Forms(session).publish(
                    FormVersion(
                        id=f"{form}-1",
                        form_id=form,
                        version="1",
                        title=form,
                        xform="<h/>",
                        workbook=b"",
                        workbook_name="x.md",
                        published_at=MIDYEAR,
                    )
                )
            session.flush()
            for table in dict.fromkeys(table for table, _ in self._rows):
                session.execute(insert(table), [row for of, row in self._rows if of is table])

    def _add(self, table: type[Row], **row: object) -> None:
        self._rows.append((table, row))


def year_2563(crowd: Crowd) -> None:
    """Lay down the visits of 2563, spread over the whole year, and some beside it."""
    for province, (visits, people) in YEAR_2563.items():
        area = f"{province}0101"
        ids = crowd.people(people, area, at=_YEAR_BEGINS - timedelta(days=9))
        step = timedelta(minutes=_YEAR_MINUTES // visits)
        spread = [_YEAR_BEGINS + turn * step for turn in range(visits - 1)]
        last = _YEAR_BEGINS + timedelta(minutes=_YEAR_MINUTES, seconds=-1)
        crowd.visits(ids, area, number=visits, at=[*spread, last])
        beside = [_YEAR_BEGINS - timedelta(seconds=1), last + timedelta(seconds=1)]
        crowd.visits(ids, area, number=2, at=beside)
        crowd.visits(ids[:3], area, status="open")
    strangers = crowd.people(30, "900101", is_demo=True)
    crowd.visits(strangers, "900101", is_demo=True)
