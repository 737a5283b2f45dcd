"""A roster that a coordinator sent: tried against the register, within their areas alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from io import BytesIO
from typing import Any, Final

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.people.answers import Teller, answering
from bot.people.importing import AfterBatch, Answer, Import, Totals, nothing_more
from bot.people.limits import CHAT
from bot.people.places import Gazetteer
from bot.people.rules import Rules
from bot.people.source import Roster, RosterRefusedError, opened
from bot.people.volunteers import volunteers
from bot.publishing.finding import spoken
from bot.store import Store
from bot.words import Words
from dialogue.written import plain
from models.columns import Vault
from models.contact import Contacts
from models.organization import Memberships

TOLD: Final = 10
"""Problems that are told in the chat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What a roster would come to: `outcome` as a workbook keeps it, and the answers as XLSX."""

    outcome: Mapping[str, Any]
    answers: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterCheck:
    """Tries rosters, and makes the imports of those that are confirmed."""

    store: Store
    vault: Vault
    words: Words
    clock: Clock
    zone: tzinfo

    def tried(self, source: bytes, name: str, contact_id: str) -> Tried | None:
        """Try a roster; None for a file that is none. Called in a worker thread."""
        try:
            with opened(source, name, CHAT) as roster:
                return self._tried(roster, contact_id)
        except RosterRefusedError:
            return None

    def job(
        self,
        contact_id: str,
        *,
        stores: bool = False,
        after_batch: AfterBatch = nothing_more,
    ) -> Import:
        """Make the import of a coordinator, within what they coordinate now."""
        with self.store.thinking() as session:
            contact = Contacts(session).get(contact_id)
            is_demo = contact is not None and contact.is_demo
            areas = areas_of(session, contact_id)
            known = volunteers(session, self.vault, is_demo=is_demo)
        rules = Rules(
            now=self.clock().astimezone(self.zone),
            vault=self.vault,
            areas=areas,
            area=areas[0] if len(areas) == 1 else "",
            is_demo=is_demo,
            actor=contact_id,
            volunteers=known,
        )
        places = Gazetteer(self.store, areas)
        return Import(
            store=self.store, rules=rules, places=places, stores=stores, after_batch=after_batch
        )

    def _tried(self, roster: Roster, contact_id: str) -> Tried:
        totals, problems, out = Totals(), list[Any](), BytesIO()
        teller = Teller(words=self.words, headings=roster.headings)
        refused = None
        with answering(out, teller, format="xlsx") as note:
            try:
                for answer in self.job(contact_id).run(roster):
                    totals.note(answer)
                    note(answer)
                    if answer.problems and len(problems) < TOLD:
                        problems.append(told(answer, teller))
            except RosterRefusedError as broken:
                refused = plain(spoken(broken.finding))
        outcome = {
            "counts": dict(totals.counts),
            "problems": problems,
            "never": list(roster.headings.never),
            "unknown": list(roster.headings.unknown),
            "refused": refused,
        }
        return Tried(outcome={"roster": outcome}, answers=out.getvalue())


def told(answer: Answer, teller: Teller) -> list[Any]:
    """Write the first problem of a row: its number, its column, and the reason."""
    problem = answer.problems[0]
    return [answer.number, teller.column(problem), plain(problem.reason)]


def areas_of(session: Session, contact_id: str) -> tuple[str, ...]:
    """Name the areas that someone coordinates now; none where they coordinate none."""
    held = Memberships(session).of(contact_id)
    return tuple(dict.fromkeys(one.area for one in held if one.role == "coordinator"))
