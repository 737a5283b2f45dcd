"""Made-up people for whoever tries things out: put into an empty register once, with visits."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from bot.people.importing import Answer, Import
from bot.people.limits import COMMAND
from bot.people.places import Gazetteer
from bot.people.rules import Rules
from bot.people.source import opened
from bot.publication import new_id
from bot.shipped import CONTENT
from bot.starting import Premises
from dialogue.roster.merging import Merging, Paper
from handlers.needing import due_by
from models.contact import Contacts
from models.need import Need, Needs
from models.note import Notes
from models.person import Person
from models.visit import DONE, Visit, Visits

FOLDER: Final = CONTENT / "demo"
"""`people.csv` in the central format, and `visits.csv`: who was visited and what was found."""

_NOTE: Final = "demo people"
_AGREED_BEFORE: Final = timedelta(days=60)
_STAYED: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Call:
    """A line of `visits.csv`; `kind` is that of the need that was found, "" where none was."""

    nickname: str
    days_ago: int
    kind: str
    subject: str
    urgency: int


def people(
    premises: Premises, now: datetime, *, area: str, volunteer_id: str, folder: Path = FOLDER
) -> int:
    """Put the made-up people into a tambon, as those of a demo contact; tell how many are new.

    Nothing happens where they were put before, where the bot is on a real channel, or where the
    volunteer is none of the demo. Called in a worker thread; takes about a second.
    """
    if not premises.settings.is_pretend or not _is_wanted(premises, volunteer_id):
        return 0
    here = now.astimezone(premises.settings.zone)
    past = _Past(at=here, volunteer_id=volunteer_id, calls=tuple(_calls(folder / "visits.csv")))
    work = Import(
        store=premises.store,
        rules=Rules(
            now=here,
            vault=premises.keys,
            areas=(area,),
            area=area,
            merging=Merging(paper=Paper(on=(here - _AGREED_BEFORE).date())),
            is_demo=True,
        ),
        places=Gazetteer(premises.store, (area,)),
        stores=True,
        after_batch=past.tell,
    )
    with opened((folder / "people.csv").read_bytes(), "people.csv", COMMAND) as roster:
        return sum(answer.done == "created" for answer in work.run(roster))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    """What is told of the people besides: who visits them, and earlier visits."""

    at: datetime
    volunteer_id: str
    calls: Sequence[_Call]

    def tell(self, session: Session, answers: Sequence[Answer]) -> None:
        """Write it in the transaction of the people themselves, with the mark that it is done."""
        found = session.query(Person).where(Person.code.in_([one.code for one in answers]))
        by_code = {person.code: person for person in found}
        named = {one.nickname: by_code[one.code] for one in answers if one.code in by_code}
        for person in named.values():
            person.assignee_id = self.volunteer_id
        for call in self.calls:
            if call.nickname in named:
                self._visited(session, named[call.nickname], call)
        Notes(session).put(_NOTE)

    def _visited(self, session: Session, person: Person, call: _Call) -> None:
        started = self.at - timedelta(days=call.days_ago)
        visit = Visit(
            id=new_id(),
            person_id=person.id,
            household_id=person.household_id,
            contact_id=self.volunteer_id,
            area=person.area,
            status=DONE,
            started_at=started - _STAYED,
            ended_at=started,
            is_demo=True,
        )
        Visits(session).add(visit)
        session.flush()
        person.visited_at = started
        if call.kind:
            self._found(session, person, call, visit)

    def _found(self, session: Session, person: Person, call: _Call, visit: Visit) -> None:
        at = visit.started_at
        need = Need(
            id=new_id(),
            person_id=person.id,
            area=person.area,
            kind=call.kind,
            subject=call.subject,
            urgency=call.urgency,
            owner_id=self.volunteer_id,
            due_on=due_by(call.urgency, at.date()),
            found_at=at,
            visit_id=visit.id,
            is_demo=True,
        )
        Needs(session).add(need)


def _is_wanted(premises: Premises, volunteer_id: str) -> bool:
    with premises.store.thinking() as session:
        if Notes(session).get(_NOTE) is not None:
            return False
        contact = Contacts(session).get(volunteer_id)
        return contact is not None and contact.is_demo


def _calls(path: Path) -> Iterator[_Call]:
    for cells in csv.DictReader(io.StringIO(path.read_text("utf-8"))):
        yield _call(cells)


def _call(cells: Mapping[str, str]) -> _Call:
    return _Call(
        nickname=cells["nickname"],
        days_ago=int(cells["days_ago"]),
        kind=cells["kind"],
        subject=cells["subject"],
        urgency=int(cells["urgency"] or 1),
    )
