"""Following: what lapses with time, and what a changed table asks for, is worked out quietly."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Final

import structlog
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from bot.clock import Clock
from bot.store import Store
from dialogue.moment import Moment
from dialogue.xforms.form import Form
from handlers.owing import work_out
from handlers.remembering import replan_all
from models.contact import Contacts
from models.entity import Entities
from models.follow_up import MISSED, FollowUps
from models.form import Forms, FormVersion
from models.history import Histories
from models.ladder import Ladders
from models.outbox import ParkedWords
from models.person import Person, Persons
from models.push import Pushes
from models.reminder import Reminders
from models.rule import Rules, RuleSwitch
from models.scope import Grant, Scope
from models.submission import Submissions

_AT_ONCE: Final = 500
"""People in one round; each is worked out in a transaction of its own, so that turns go between."""

_BATCHES: Final = 10
"""Batches of follow-ups in one round that a new ladder plans, each in one transaction."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """Works out what is owed where no turn does: for whom a window lapsed, or a table changed.

    Tables are the rules of what is owed, and the ladders by which people are reminded. Rounds are
    short: what is left is found again by the next.
    """

    store: Store
    clock: Clock
    zone: tzinfo
    compiled: Callable[[FormVersion], Form]

    def round(self) -> int:
        """Work out what is owed to some people, and tell to how many; called in a worker thread."""
        return self.lapse() + self.switch() + self.climb()

    def lapse(self) -> int:
        """Close what has lapsed as missed, for some people; what repeats begins anew."""
        today = self.clock().astimezone(self.zone).date()
        with self.store.thinking() as session:
            people = FollowUps(session).lapsed(today, _AT_ONCE)
        for person_id in people:
            self._work_out(person_id, lapsed_by=today)
        return len(people)

    def switch(self) -> int:
        """Work out what a switched rule changes, for some people of its area."""
        with self.store.thinking() as session:
            switch = Rules(session).unfinished()
            if switch is None:
                return 0
            people = _people_of(session, switch)
        for person_id in people:
            self._work_out(person_id)
        with self.store.writing() as session:
            row = session.get(RuleSwitch, (switch.code, switch.area))
            if row is not None and (row.is_on, row.cursor) == (switch.is_on, switch.cursor):
                row.cursor = people[-1] if len(people) == _AT_ONCE else None
        return len(people)

    def climb(self) -> int:
        """Plan by a new ladder some of what is owed in its area; tell how much that was."""
        count = 0
        for _ in range(_BATCHES):
            planned = self._climb_on()
            count += planned
            if planned < _AT_ONCE:
                break
        return count

    def _climb_on(self) -> int:
        now = self.clock().astimezone(self.zone)
        with self.store.thinking() as session:
            ladder = Ladders(session).unfinished()
            if ladder is None:
                return 0
            rows = FollowUps(session).open_after(ladder.area, ladder.cursor or "", _AT_ONCE)
            moment = Moment(
                now=now, seed=f"ladder {ladder.area}:{ladder.version}:{ladder.cursor}:{now}"
            )
            replan_all(rows, _Shelves.of(session, moment, self.compiled))
            ladder.cursor = rows[-1].id if len(rows) == _AT_ONCE else None
            try:
                with self.store.writing_in(session):
                    pass
            except (IntegrityError, StaleDataError):  # a turn was faster: it is tried again
                log.info("reminders left to the next round", area=ladder.area)
                return 0
        return len(rows)

    def _work_out(self, person_id: str, *, lapsed_by: date | None = None) -> None:
        now = self.clock().astimezone(self.zone)
        moment = Moment(now=now, seed=f"following:{person_id}:{now.isoformat()}")
        try:
            with self.store.thinking() as session:
                work_out(person_id, _Shelves.of(session, moment, self.compiled))
                if lapsed_by is not None:
                    _miss(FollowUps(session), person_id, lapsed_by)
                if session.new or any(map(session.is_modified, session.dirty)):
                    with self.store.writing_in(session):
                        pass  # what was thought is written, and the writer is held no longer
        except (IntegrityError, StaleDataError):  # a turn was faster, and did the same
            log.info("follow-ups left to a turn", person_id=person_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shelves:
    """What working out looks at and changes, outside of any turn."""

    moment: Moment
    persons: Persons
    entities: Entities
    follow_ups: FollowUps
    histories: Histories
    rules: Rules
    submissions: Submissions
    forms: Forms
    contacts: Contacts
    ladders: Ladders
    reminders: Reminders
    pushes: Pushes
    parked: ParkedWords
    compiled: Callable[[FormVersion], Form]

    @classmethod
    def of(
        cls, session: Session, moment: Moment, compiled: Callable[[FormVersion], Form]
    ) -> "_Shelves":
        return cls(
            moment=moment,
            persons=Persons(session),
            entities=Entities(session),
            follow_ups=FollowUps(session),
            histories=Histories(session),
            rules=Rules(session),
            submissions=Submissions(session),
            forms=Forms(session),
            contacts=Contacts(session),
            ladders=Ladders(session),
            reminders=Reminders(session),
            pushes=Pushes(session),
            parked=ParkedWords(session),
            compiled=compiled,
        )


def _people_of(session: Session, switch: RuleSwitch) -> Sequence[str]:
    """Name the next people of an area, in the order of their ids."""
    within = (
        Scope(grants=(Grant(area=switch.area),), is_demo=is_demo).of_areas(Person)
        for is_demo in (False, True)
    )
    query = select(Person.id).where(Person.id > (switch.cursor or ""))
    found = [
        person_id
        for condition in within
        for person_id in session.scalars(query.where(condition).order_by(Person.id).limit(_AT_ONCE))
    ]
    return sorted(found)[:_AT_ONCE]


def _miss(shelf: FollowUps, person_id: str, today: date) -> None:
    """Close what no rule speaks of any more, so that it is not found again and again."""
    for row in shelf.of_person(person_id):
        if row.is_open and row.lapses_on is not None and row.lapses_on < today:
            row.status, row.closed_how = MISSED, "missed"
