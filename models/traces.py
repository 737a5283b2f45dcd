"""Traces: all that is held about one visited person, or about one contact, in whatever table."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final

from sqlalchemy import Select, and_, func, literal_column, or_, select
from sqlalchemy.orm import Session

from models.attachment import Attachment
from models.base import Row
from models.contact import NOBODY, Contact
from models.draft import Draft
from models.entity import Entity, EntityVersion
from models.follow_up import FollowUp
from models.forward import TAKEN, WAITING, Forward
from models.hand_out import HandOut
from models.household import Household
from models.inbox import Event
from models.invite import Invite
from models.need import Need
from models.organization import Membership
from models.outbox import Parked
from models.person import BARE, PERSONS, Person
from models.plan import PlanItem
from models.referral import Referral
from models.submission import Submission
from models.talk import talks_of
from models.topic import TopicWatch
from models.visit import Visit
from models.workbook import STORED, Workbook

_SET_ASIDE: Final = literal_column("state") == literal_column("2")
_SENT: Final = or_(Forward.state == TAKEN, and_(Forward.state == WAITING, Forward.tries > 0))
"""What a server has, or may have: a try without an answer may have come there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How much is held, and how much of it a form server has taken already, by its name."""

    submissions: int
    pictures: int
    drafts: int
    parked: int = 0
    watches: int = 0
    sent: Mapping[str, int]


class Traces:
    """The shelf of all that is held about someone."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def coded(self, code: str) -> Person | None:
        """Find a person by their code."""
        return self._session.scalars(select(Person).where(Person.code == code.upper())).first()

    def about(self, person_id: str) -> list[Submission]:
        """List the submissions about a person, with all that they correct or that corrects them."""
        found = list(
            self._session.scalars(select(Submission).where(Submission.person_id == person_id))
        )
        return self._chains(found)

    def naming(self, person_id: str) -> list[Submission]:
        """List the submissions that made or changed the entity of a person, with their chains."""
        made = select(EntityVersion.submission_id).where(
            EntityVersion.list == PERSONS,
            EntityVersion.entity_id == person_id,
            EntityVersion.submission_id.is_not(None),
        )
        query = select(Submission).where(Submission.id.in_(made))
        return self._chains(list(self._session.scalars(query)))

    def files_of(self, submissions: Collection[Submission]) -> list[Attachment]:
        """List the pictures and files of submissions."""
        query = select(Attachment).where(
            Attachment.submission_id.in_([one.id for one in submissions])
        )
        return list(self._session.scalars(query))

    def drafts_about(self, person_id: str, submissions: Collection[Submission]) -> list[Draft]:
        """List the drafts about a person, and those that correct one of these submissions."""
        corrected = [one.id for one in submissions]
        mine = select(Draft).where(Draft.person_id == person_id)
        found = list(self._session.scalars(mine))
        if corrected:
            found += self._session.scalars(select(Draft).where(Draft.corrects.in_(corrected)))
        return list(dict.fromkeys(found))

    def entities_made_by(self, submissions: Collection[Submission]) -> list[Entity]:
        """List the entities, of whatever list, that these submissions created."""
        query = select(Entity).where(Entity.submission_id.in_([one.id for one in submissions]))
        return list(self._session.scalars(query))

    def entity_of(self, person_id: str) -> Entity | None:
        """Find what the list of persons tells of someone."""
        return self._session.get(Entity, (PERSONS, person_id))

    def versions_of(self, person_id: str) -> list[EntityVersion]:
        """List all that the list of persons ever told of someone."""
        query = select(EntityVersion).where(
            EntityVersion.list == PERSONS, EntityVersion.entity_id == person_id
        )
        return list(self._session.scalars(query))

    def open_visits(self, person_id: str) -> list[Visit]:
        """List the visits to a person that go on."""
        query = select(Visit).where(Visit.person_id == person_id, Visit.ended_at.is_(None))
        return list(self._session.scalars(query))

    def emptied_home(self, person: Person) -> Household | None:
        """Find the home of a person, if nobody else is known to live there."""
        if person.household_id is None:
            return None
        others = select(Person.id).where(
            Person.household_id == person.household_id,
            Person.id != person.id,
            Person.status != BARE,
        )
        if self._session.scalars(others.limit(1)).first() is not None:
            return None
        return self._session.get(Household, person.household_id)

    def parked_about(self, person_id: str) -> list[Parked]:
        """List the words that wait for a volunteer on the subject of a person."""
        query = select(Parked).where(Parked.subject.contains(person_id, autoescape=True))
        return list(self._session.scalars(query))

    def rosters_over(self, area: str) -> list[Row]:
        """List the rosters that coordinators of an area stored, with their files and answers.

        Until they are erased of themselves they name everybody who was in them.
        """
        above = ["", area[:2], area[:4], area]
        whose = select(Membership.contact_id).where(Membership.area.in_(above))
        query = select(Workbook).where(Workbook.state == STORED, Workbook.contact_id.in_(whose))
        found: list[Row] = []
        for roster in self._session.scalars(query):
            subject = f"workbook:{roster.id}"
            files = select(Attachment).where(Attachment.draft_id == roster.id)
            handed = select(HandOut).where(
                HandOut.contact_id == roster.contact_id, HandOut.subject == subject
            )
            found += [roster, *self._session.scalars(files), *self._session.scalars(handed)]
        return found

    def sent(self, submissions: Collection[Submission]) -> list[tuple[str, str]]:
        """List what a form server has, or may have, of these: its name, and the instanceID."""
        query = select(Forward.server, Forward.submission_id).where(
            Forward.submission_id.in_([one.id for one in submissions]), _SENT
        )
        return [(server or "", key) for server, key in self._session.execute(query)]

    def unsent(self, submissions: Collection[Submission]) -> list[Forward]:
        """List the forwards of submissions that no server has taken yet."""
        query = select(Forward).where(
            Forward.submission_id.in_([one.id for one in submissions]), Forward.state != TAKEN
        )
        return list(self._session.scalars(query))

    def blank_words(self, person_id: str, today: date) -> None:
        """Blank what is written of someone's needs, plan and referrals; close what is open."""
        rows: list[Need | PlanItem | Referral | FollowUp] = []
        rows += self._session.scalars(select(Need).where(Need.person_id == person_id))
        rows += self._session.scalars(select(PlanItem).where(PlanItem.person_id == person_id))
        rows += self._session.scalars(select(Referral).where(Referral.person_id == person_id))
        rows += self._session.scalars(select(FollowUp).where(FollowUp.person_id == person_id))
        for row in rows:
            _blank(row, today)

    def changed(self, submission: Submission) -> None:
        """Let what waits to be sent on know that its answers are not what they were."""
        forward = self._session.get(Forward, submission.id)
        if forward is not None and forward.state != TAKEN:
            forward.is_changed = True

    def of_contact(self, contact_id: str) -> Held:
        """Count what is held of a contact."""
        mine = Submission.contact_id == contact_id
        sent = (
            select(Forward.server, func.count())
            .join(Submission, Submission.id == Forward.submission_id)
            .where(mine, _SENT)
            .group_by(Forward.server)
        )
        return Held(
            submissions=self._count(select(func.count(Submission.id)).where(mine)),
            pictures=self._count(
                select(func.count(Attachment.id)).where(Attachment.contact_id == contact_id)
            ),
            drafts=self._count(select(func.count(Draft.id)).where(Draft.contact_id == contact_id)),
            parked=self._count(
                select(func.count(Parked.id)).where(Parked.contact_id == contact_id)
            ),
            watches=self._count(
                select(func.count())
                .select_from(TopicWatch)
                .where(TopicWatch.contact_id == contact_id)
            ),
            sent={server or "": count for server, count in self._session.execute(sent)},
        )

    def submissions_of(self, contact_id: str) -> list[tuple[str, str, datetime]]:
        """List what a contact submitted: instanceID, form and time; no word of it."""
        query = select(Submission.id, Submission.form_id, Submission.submitted_at).where(
            Submission.contact_id == contact_id
        )
        rows = self._session.execute(query.order_by(Submission.submitted_at, Submission.id))
        return [(key, form, at) for key, form, at in rows]

    def files_from(self, contact_id: str) -> list[Attachment]:
        """List the pictures and files that a contact sent."""
        query = select(Attachment).where(Attachment.contact_id == contact_id)
        return list(self._session.scalars(query))

    def drafts_of(self, contact_id: str) -> list[Draft]:
        """List a contact's drafts."""
        return list(self._session.scalars(select(Draft).where(Draft.contact_id == contact_id)))

    def parked_for(self, contact_id: str) -> list[Parked]:
        """List the words that wait for a contact."""
        return list(self._session.scalars(select(Parked).where(Parked.contact_id == contact_id)))

    def watches_of(self, contact_id: str) -> list[TopicWatch]:
        """List the topics of which a contact wants to hear when they change."""
        query = select(TopicWatch).where(TopicWatch.contact_id == contact_id)
        return list(self._session.scalars(query))

    def talks_of(self, contact_id: str) -> list[Row]:
        """List the talks in which a contact asked a person, and what of them waits elsewhere."""
        return talks_of(self._session, contact_id)

    def left_aside(self, lane: str) -> list[Event]:
        """List the events of a lane that were set aside, which may still hold what was said."""
        return list(self._session.scalars(select(Event).where(Event.lane == lane, _SET_ASIDE)))

    def redeemed_by(self, contact_id: str) -> list[Invite]:
        """List the invitations that a contact used."""
        return list(self._session.scalars(select(Invite).where(Invite.redeemed_by == contact_id)))

    def issued_by(self, contact_id: str) -> list[Invite]:
        """List the invitations that a contact made."""
        return list(self._session.scalars(select(Invite).where(Invite.issued_by == contact_id)))

    def invited_by(self, contact_id: str) -> list[Membership]:
        """List the roles that others have by the codes of a contact."""
        query = select(Membership).where(Membership.invited_by == contact_id)
        return list(self._session.scalars(query))

    def workbooks_of(self, contact_id: str) -> list[Workbook]:
        """List the workbooks that a contact sent."""
        query = select(Workbook).where(Workbook.contact_id == contact_id)
        return list(self._session.scalars(query))

    def nobody(self, *, like: Contact) -> Contact:
        """Give the contact that stands for those who were erased."""
        found = self._session.get(Contact, NOBODY)
        if found is None:
            found = Contact(id=NOBODY, seen_on=like.seen_on, follows=False, is_demo=like.is_demo)
            self._session.add(found)
        return found

    def drop(self, *rows: Row) -> None:
        """Erase rows; what the database keeps below them goes with them.

        On SQLite what was written of them is then wiped from the file too.
        """
        self._session.info["erases"] = True
        for row in rows:
            if row in self._session.new:
                self._session.expunge(row)
            else:
                self._session.delete(row)

    def _chains(self, found: list[Submission]) -> list[Submission]:
        keys = sorted({one.key for one in found})
        if not keys:
            return []
        query = select(Submission).where(or_(Submission.id.in_(keys), Submission.root_id.in_(keys)))
        return list(self._session.scalars(query.order_by(Submission.submitted_at, Submission.id)))

    def _count(self, query: Select[int]) -> int:
        return self._session.scalar(query) or 0


def _blank(row: Need | PlanItem | Referral | FollowUp, today: date) -> None:
    for name in row.__table__.columns.keys():  # noqa: SIM118  # a mapping of its own
        if name.endswith("_sealed"):
            setattr(row, name, None)
    if row.closed_at is None:
        row.status = "closed" if isinstance(row, Referral) else "dropped"
        row.closed_at = datetime.combine(today, time(), UTC)
