"""The shelves of one session, each made when it is first asked for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar, overload

from sqlalchemy.orm import Session

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
from models.consent import Consents
from models.consent_card import ConsentCards
from models.contact import Contacts
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
from models.form import Forms
from models.hand_out import HandOuts
from models.history import Histories
from models.household import Households
from models.invite import Invites
from models.ladder import Ladders
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

_Kind = TypeVar("_Kind")


class Shelf(Generic[_Kind]):
    """A shelf of the session at hand, of this kind; a turn asks for few of them."""

    def __init__(self, kind: Callable[[Session], _Kind]) -> None:
        self.kind = kind

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, shelves: None, owner: type) -> "Shelf[_Kind]": ...
    @overload
    def __get__(self, shelves: "Shelves", owner: type) -> _Kind: ...
    def __get__(self, shelves: "Shelves | None", owner: type) -> "Shelf[_Kind] | _Kind":
        if shelves is None:
            return self
        made = shelves.__dict__[self._name] = self.kind(shelves._session)  # noqa: SLF001  # of one house
        return made


@dataclass(frozen=True, kw_only=True)
class Shelves:
    """All shelves of a session."""

    _session: Session = field(repr=False)

    answerers = Shelf(Answerers)
    answers = Shelf(Answers)
    appointments = Shelf(Appointments)
    areas = Shelf(Areas)
    attachments = Shelf(Attachments)
    audiences = Shelf(Audiences)
    audits = Shelf(Audits)
    belongings = Shelf(Belongings)
    broadcast_pictures = Shelf(BroadcastPictures)
    broadcasts = Shelf(Broadcasts)
    consent_cards = Shelf(ConsentCards)
    consents = Shelf(Consents)
    contact_tags = Shelf(ContactTags)
    contacts = Shelf(Contacts)
    coverage = Shelf(Coverage)
    danger_flags = Shelf(DangerFlags)
    drafts = Shelf(Drafts)
    entities = Shelf(Entities)
    entity_lists = Shelf(EntityLists)
    facilities = Shelf(Facilities)
    facility_book = Shelf(FacilityBook)
    facility_proposals = Shelf(FacilityProposals)
    follow_ups = Shelf(FollowUps)
    forecasts = Shelf(Forecasts)
    forms = Shelf(Forms)
    hand_outs = Shelf(HandOuts)
    histories = Shelf(Histories)
    households = Shelf(Households)
    invites = Shelf(Invites)
    ladders = Shelf(Ladders)
    memberships = Shelf(Memberships)
    menu_dues = Shelf(MenuDues)
    needs = Shelf(Needs)
    notes = Shelf(Notes)
    pairs = Shelf(Pairs)
    parked = Shelf(ParkedWords)
    permissions = Shelf(Permissions)
    persons = Shelf(Persons)
    plan_items = Shelf(PlanItems)
    pushes = Shelf(Pushes)
    questions = Shelf(Questions)
    referrals = Shelf(Referrals)
    reminders = Shelf(Reminders)
    reports = Shelf(Reports)
    rounds = Shelf(Rounds)
    rules = Shelf(Rules)
    sketches = Shelf(Sketches)
    submissions = Shelf(Submissions)
    threads = Shelf(Threads)
    topics = Shelf(Topics)
    traces = Shelf(Traces)
    visits = Shelf(Visits)
    wishes = Shelf(Wishes)
    workbooks = Shelf(Workbooks)
