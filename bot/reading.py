"""An event as a turn reads it: what it means, whom it is from, and the shelves at hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

from sqlalchemy.orm import Session

from bot.danger import shipped_net
from bot.line import wire
from bot.line.inbound import INNER, incoming, source_of
from bot.line.wire import Json
from dialogue.danger.sign import Signs
from dialogue.gaps import Table
from dialogue.moment import Moment
from dialogue.phrase import CellValue, Words
from dialogue.prompt import Say
from dialogue.reminding.budget import KEPT
from dialogue.reporting.table import Table as Report
from dialogue.staff import USUAL, Staff
from dialogue.understanding.understood import Understand, remembered, understands_nothing
from dialogue.xforms.form import Form
from handlers.asking import question_of
from handlers.context import (
    Asked,
    Context,
    Freshness,
    Language,
    renders_nothing,
    words_as_they_are,
)
from handlers.incoming import Incoming, Left, Picked, Sent, Shared, Tapped, Unreadable, Wrote
from models.answer import Answers
from models.answerer import Answerers
from models.appointment import Appointments
from models.area import Areas
from models.attachment import Attachments
from models.audience import Audiences
from models.audit import Audits
from models.belongings import Belongings
from models.broadcast import Broadcasts
from models.broadcast_picture import BroadcastPictures
from models.broadcast_sketch import Sketches
from models.columns import Vault
from models.consent import Consents
from models.consent_card import ConsentCards
from models.contact import Contact, Contacts
from models.contact_tag import ContactTags
from models.coverage import Coverage
from models.danger_flag import DangerFlags
from models.draft import Drafts
from models.entity import Entities
from models.entity_list import EntityLists
from models.facility import Facilities
from models.facility_book import FacilityBook
from models.facility_proposal import FacilityProposals
from models.follow_up import FollowUps
from models.forecast import Forecasts
from models.form import Forms, FormVersion
from models.hand_out import HandOuts
from models.history import Histories
from models.household import Households
from models.inbox import Next
from models.invite import Invites
from models.ladder import Ladders
from models.lane import Lane
from models.need import Needs
from models.note import Notes
from models.organization import Memberships
from models.outbox import ParkedWords
from models.pair import Pairs
from models.permission import Permissions
from models.person import Persons
from models.plan import PlanItems
from models.push import Pushes
from models.question import Questions
from models.referral import Referrals
from models.reminder import Reminders
from models.reminder_hours import Wishes
from models.report import Reports
from models.rich_menu import MenuDues
from models.round import Rounds
from models.rule import Rules
from models.submission import Submissions
from models.thread import Threads
from models.topic import Topics
from models.traces import Traces
from models.visit import Visits
from models.workbook import Workbooks


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An event with all that is needed to think about it."""

    event: Incoming
    context: Context
    token: str
    text_hash: str | None
    is_inner: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads events; `compiled` gives the form of a form version, `gaps` what answers tell of."""

    vault: Vault
    zone: tzinfo
    compiled: Callable[[FormVersion], Form]
    is_demo: bool = False
    gaps: Table = ()
    public_url: str = ""
    staff: Staff = USUAL
    alone: int = 50
    reserve: int = KEPT
    rendered: Callable[[Say, Language], list[dict[str, Any]]] = renders_nothing
    worded: Callable[[Words, Language], str] = words_as_they_are
    understand: Understand = understands_nothing
    signs: Signs = field(default_factory=lambda: shipped_net().signs)
    sheet: Callable[[Sequence[Sequence[CellValue]], Language], bytes] | None = None
    chart: Callable[[Report, Language], bytes] | None = None

    def read(self, session: Session, due: Next) -> Reading:
        """Read an event and gather what a turn looks at.

        Raises:
            LookupError: when its body is gone.
        """
        event = due.event
        if event.body is None:
            raise LookupError(f"event {event.event_id} has no body")
        raw = wire.read(event.body)
        heard = incoming(raw, event_id=event.event_id, lane=event.lane, at_ms=event.at_ms)
        text_hash = self.vault.hashed(f"text:{heard.text}") if isinstance(heard, Wrote) else None
        moment = Moment(now=heard.at.astimezone(self.zone), seed=event.event_id)
        freshness = _freshness(due.lane, event.at_ms, text_hash)
        return Reading(
            event=heard,
            context=self.context(
                session,
                moment=moment,
                contact=self._contact(session, due.contact, raw, heard, moment),
                freshness=freshness,
                asked=_asked(due.contact, heard, freshness),
            ),
            token=wire.text(raw, "replyToken"),
            text_hash=text_hash,
            is_inner=wire.text(raw, "type").startswith(INNER),
        )

    def beside(self, session: Session, moment: Moment) -> Context:
        """Gather the shelves for work that no event asks for; there is no contact."""
        return self.context(session, moment=moment, contact=None, freshness="answer", asked=None)

    def context(
        self,
        session: Session,
        *,
        moment: Moment,
        contact: Contact | None = None,
        freshness: Freshness = "answer",
        asked: Asked | None = None,
    ) -> Context:
        """Gather what a turn looks at; without a contact for what a command does."""
        return Context(
            moment=moment,
            contact=contact,
            freshness=freshness,
            asked=asked,
            contact_tags=ContactTags(session),
            contacts=Contacts(session),
            memberships=Memberships(session),
            invites=Invites(session),
            forms=Forms(session),
            drafts=Drafts(session),
            submissions=Submissions(session),
            attachments=Attachments(session),
            workbooks=Workbooks(session),
            entities=Entities(session),
            entity_lists=EntityLists(session),
            answers=Answers(session),
            answerers=Answerers(session),
            appointments=Appointments(session),
            areas=Areas(session),
            audiences=Audiences(session),
            audits=Audits(session),
            belongings=Belongings(session),
            broadcasts=Broadcasts(session),
            broadcast_pictures=BroadcastPictures(session),
            consents=Consents(session),
            coverage=Coverage(session),
            consent_cards=ConsentCards(session),
            danger_flags=DangerFlags(session),
            traces=Traces(session),
            facilities=Facilities(session),
            facility_book=FacilityBook(session),
            facility_proposals=FacilityProposals(session),
            follow_ups=FollowUps(session),
            forecasts=Forecasts(session),
            histories=Histories(session),
            hand_outs=HandOuts(session),
            households=Households(session),
            menu_dues=MenuDues(session),
            ladders=Ladders(session),
            needs=Needs(session),
            notes=Notes(session),
            pairs=Pairs(session),
            permissions=Permissions(session),
            persons=Persons(session),
            plan_items=PlanItems(session),
            questions=Questions(session),
            pushes=Pushes(session),
            referrals=Referrals(session),
            reminders=Reminders(session),
            reports=Reports(session),
            rounds=Rounds(session),
            rules=Rules(session),
            sketches=Sketches(session),
            topics=Topics(session),
            threads=Threads(session),
            visits=Visits(session),
            wishes=Wishes(session),
            parked=ParkedWords(session),
            compiled=self.compiled,
            hashed=self.vault.hashed,
            gaps=self.gaps,
            public_url=self.public_url,
            understand=remembered(self.understand),
            signs=self.signs,
            staff=self.staff,
            alone=self.alone,
            reserve=self.reserve,
            rendered=self.rendered,
            worded=self.worded,
            sheet=self.sheet,
            chart=self.chart,
        )

    def _contact(
        self,
        session: Session,
        known: Contact | None,
        raw: Json,
        event: Incoming,
        moment: Moment,
    ) -> Contact | None:
        """Find the contact, or keep a new one: all that is known of a visitor."""
        if event.contact_id is None:
            return None
        user_id = source_of(raw).user_id
        if known is None and user_id and not isinstance(event, Left):
            new = Contact(id=event.contact_id, seen_on=moment.today, is_demo=self.is_demo)
            return Contacts(session).add(new, line_id=user_id)
        if known is not None and user_id and known.seen_on != moment.today:
            known.seen_on = moment.today
        return known


def _freshness(lane: Lane, at_ms: int, text_hash: str | None) -> Freshness:
    """Tell whether a text was sent after the waiting question was shown (LINE's clock)."""
    if lane.shown_ms is not None and at_ms > lane.shown_ms and at_ms > lane.applied_ms:
        return "answer"
    return "again" if text_hash is not None and text_hash == lane.last_text else "early"


def _asked(contact: Contact | None, event: Incoming, freshness: Freshness) -> Asked | None:
    """Take what was asked outside of forms: words or a place answer it, all else takes it back."""
    if contact is None or contact.asked is None:
        return None
    if not isinstance(event, Wrote | Tapped | Picked | Shared | Sent | Unreadable):
        return None
    if isinstance(event, Wrote) and freshness != "answer":
        return None
    question = question_of(contact.asked, contact.asked_about or "")
    contact.asked = contact.asked_about = None
    return question if isinstance(event, Wrote | Shared) else None
