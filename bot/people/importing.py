"""Importing a roster: every row is answered, and, where it is meant, stored in batches."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final, TypeAlias

from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.people.matching import Found, Keys, Seen, keys_of, match
from bot.people.rules import Rules
from bot.people.source import Roster
from bot.people.storing import Writing
from bot.store import Store
from dialogue.phrase import msgid, phrase
from dialogue.roster.merging import Done
from dialogue.roster.row import Given, Places, Problem, RowReader
from models.audit import Audit, Audits

BATCH: Final = 500
"""Rows of one transaction."""

_LOCK: Final = 0x51A0_0011  # of PostgreSQL's advisory locks: one batch of people at a time

_STRANGE_AREA: Final = msgid("This area is not among yours.")
_NO_VOLUNTEER: Final = msgid("No volunteer has this code.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of one row: the code of the person, "" where there is none yet, and why not."""

    number: int
    done: Done
    code: str = ""
    nickname: str = ""
    problems: tuple[Problem, ...] = ()


AfterBatch: TypeAlias = Callable[[Session, Sequence[Answer]], None]


def nothing_more(_session: Session, _answers: Sequence[Answer]) -> None:
    """Do nothing after a batch."""


@dataclass(slots=True, kw_only=True)
class Totals:
    """How many rows came to what."""

    counts: Counter[Done] = field(default_factory=Counter)

    def note(self, answer: Answer) -> None:
        """Count an answer."""
        self.counts[answer.done] += 1

    @property
    def rows(self) -> int:
        """How many rows there were."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One import of a roster; with `stores` what is found is kept, else it is only told.

    `after_batch` is called in the transaction of each batch, with its answers, before it is
    committed: it may raise to undo the batch and stop.
    """

    store: Store
    rules: Rules
    places: Places
    stores: bool = False
    after_batch: AfterBatch = nothing_more

    def run(self, roster: Roster, *, skip: int = 0) -> Iterator[Answer]:
        """Answer every row in its order, but for the first so many, which are only read.

        Called in a worker thread. An answer is given when its row is stored.

        Raises:
            RosterRefusedError: when the rest cannot be read; what was answered stays.
        """
        reader = RowReader(
            headings=roster.headings,
            places=self.places,
            today=self.rules.now.date(),
            area=self.rules.area,
        )
        seen = Seen()
        rows = islice(roster.rows, skip, None)
        while batch := list(islice(rows, BATCH)):
            read = [(number, reader.read(number, cells)) for number, cells in batch]
            yield from self._answered(read, seen)

    def _answered(
        self, read: Sequence[tuple[int, Given | tuple[Problem, ...]]], seen: Seen
    ) -> list[Answer]:
        if not self.stores:
            with self.store.thinking() as session:
                return self._batch(session, read, seen)
        with self.store.writing() as session:
            if not self.store.is_sqlite:
                session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            answers = self._batch(session, read, seen)
            self._mark(session, seen)
            self.after_batch(session, answers)
            return answers

    def _mark(self, session: Session, seen: Seen) -> None:
        """Write down, with the first batch, that people were imported."""
        if seen.is_marked:
            return
        seen.is_marked = True
        Audits(session).add(
            Audit(
                at=self.rules.now,
                actor=self.rules.actor,
                action="imported",
                kind="people",
                area=self.rules.areas[0] if len(self.rules.areas) == 1 else "",
                is_demo=self.rules.is_demo,
            )
        )

    def _batch(
        self,
        session: Session,
        read: Sequence[tuple[int, Given | tuple[Problem, ...]]],
        seen: Seen,
    ) -> list[Answer]:
        keyed = {
            one.number: (one, keys_of(one, self.rules))
            for _, one in read
            if isinstance(one, Given) and self._refusal(one) is None
        }
        found = match(session, list(keyed.values()), self.rules, seen, holding=self.stores)
        writing = Writing(session=session, rules=self.rules, match=found)
        answers = list[Answer]()
        for number, one in read:
            if not isinstance(one, Given):
                answers.append(Answer(number=number, done="refused", problems=one))
            elif number not in keyed:
                answers.append(_refused(one, self._refusal(one)))
            else:
                given, keys = keyed[number]
                outcome = found.of(given, keys)
                answers.append(self._settle(given, keys, outcome, writing, seen))
        if not self.stores:
            return answers
        codes = writing.done()
        return [replace(one, code=codes.get(one.number, one.code)) for one in answers]

    def _settle(
        self,
        given: Given,
        keys: Keys,
        outcome: Found | Problem | None,
        writing: Writing,
        seen: Seen,
    ) -> Answer:
        if isinstance(outcome, Problem):
            return _refused(given, outcome)
        standing = None if outcome is None else outcome.standing
        volunteer = self.rules.volunteers.get(given.volunteer) if given.volunteer else None
        after = self.rules.merging.after(given, standing, volunteer)
        if isinstance(after, Problem):
            return _refused(given, after)
        person_id = f"new {given.number}" if outcome is None else outcome.person.id
        if self.stores and outcome is None:
            person_id = writing.add(given.number, after)
        elif self.stores and outcome is not None and after.done == "updated":
            writing.change(outcome, after)
        seen.note(given, keys, person_id, is_new=outcome is None)
        code = "" if outcome is None else outcome.person.code
        return Answer(number=given.number, done=after.done, code=code, nickname=after.nickname)

    def _refusal(self, given: Given) -> Problem | None:
        """Tell why a row is not for this import, before anybody is looked up."""
        if given.area and not self.rules.opens(given.area):
            return Problem(key="area", reason=phrase(_STRANGE_AREA))
        if given.volunteer and given.volunteer not in self.rules.volunteers:
            return Problem(key="volunteer", reason=phrase(_NO_VOLUNTEER))
        return None


def _refused(given: Given, problem: Problem | None) -> Answer:
    problems = () if problem is None else (problem,)
    return Answer(number=given.number, done="refused", nickname=given.nickname, problems=problems)
