"""What a turn may look at and change: the moment, the contact and the shelves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from dialogue.danger.sign import Signs, sees_nothing
from dialogue.gaps import Table
from dialogue.moment import Moment
from dialogue.phrase import CellValue, Phrase, Words
from dialogue.prompt import Say
from dialogue.reminding.budget import KEPT
from dialogue.reporting.table import Table as Report
from dialogue.staff import USUAL, Staff
from dialogue.understanding.understood import Understand, understands_nothing
from dialogue.xforms.form import Form
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


def renders_nothing(_say: Say, _language: str) -> list[dict[str, Any]]:
    """Write no message: for tests that are about other things."""
    return []


def words_as_they_are(words: Words, _language: str) -> str:
    """Translate nothing: for tests that are about other things."""
    return words.msgid if isinstance(words, Phrase) else words


Language: TypeAlias = Literal["th", "lo"]
Freshness: TypeAlias = Literal["answer", "again", "early"]
"""How a text stands to the waiting question.

"answer": sent after the question was shown. "again": the same text a second time, before it was.
"early": another text, before it was.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question outside of forms that this event answers: `about` is what was chosen before.

    `labels` are buttons that may be typed: by the folded label, what a tap on it carries.
    """

    act: str
    about: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The turn's own world; rows are changed in place, added to shelves and dropped from them.

    `public_url` is where this bot is reached from outside, without a slash at its end; "" nowhere.
    `understand` tells which topic a question means: a part of a second of work, so once a turn.
    `signs` finds signs of danger in what was typed.
    `alone` is to how many people one coordinator may send a broadcast without a second, `reserve`
    how many pushes of a month only what is urgent may spend.
    `rendered` writes a bubble as LINE's messages in a language, `worded` a sentence in one.
    `sheet` writes rows as a workbook (XLSX) in a language, None where nothing does. `chart` draws
    the table of a month as a picture (PNG).
    """

    moment: Moment
    contact: Contact | None
    freshness: Freshness
    asked: Asked | None = None
    contact_tags: ContactTags
    contacts: Contacts
    memberships: Memberships
    invites: Invites
    forms: Forms
    drafts: Drafts
    submissions: Submissions
    traces: Traces
    attachments: Attachments
    workbooks: Workbooks
    entities: Entities
    entity_lists: EntityLists
    answers: Answers
    answerers: Answerers
    appointments: Appointments
    areas: Areas
    audiences: Audiences
    audits: Audits
    belongings: Belongings
    broadcasts: Broadcasts
    broadcast_pictures: BroadcastPictures
    consents: Consents
    coverage: Coverage
    consent_cards: ConsentCards
    danger_flags: DangerFlags
    facilities: Facilities
    facility_book: FacilityBook
    facility_proposals: FacilityProposals
    follow_ups: FollowUps
    forecasts: Forecasts
    histories: Histories
    hand_outs: HandOuts
    households: Households
    menu_dues: MenuDues
    ladders: Ladders
    needs: Needs
    notes: Notes
    pairs: Pairs
    permissions: Permissions
    persons: Persons
    plan_items: PlanItems
    questions: Questions
    pushes: Pushes
    referrals: Referrals
    reminders: Reminders
    reports: Reports
    rounds: Rounds
    rules: Rules
    sketches: Sketches
    topics: Topics
    threads: Threads
    visits: Visits
    wishes: Wishes
    parked: ParkedWords
    compiled: Callable[[FormVersion], Form]
    hashed: Callable[[str], str]
    gaps: Table = ()
    public_url: str = ""
    staff: Staff = USUAL
    alone: int = 50
    reserve: int = KEPT
    rendered: Callable[[Say, Language], list[dict[str, Any]]] = renders_nothing
    worded: Callable[[Words, Language], str] = words_as_they_are
    understand: Understand = understands_nothing
    signs: Signs = sees_nothing
    sheet: Callable[[Sequence[Sequence[CellValue]], Language], bytes] | None = None
    chart: Callable[[Report, Language], bytes] | None = None

    @property
    def language(self) -> Language:
        """The language to speak: the one that was chosen, else Thai."""
        return "lo" if self.contact is not None and self.contact.language == "lo" else "th"

    @property
    def someone(self) -> Contact:
        """The contact, in a feature that only hears people.

        Raises:
            LookupError: when the event came from nobody.
        """
        if self.contact is None:
            raise LookupError("this event came from nobody")
        return self.contact

    @property
    def was_erased(self) -> bool:
        """Tell whether this turn erased the contact."""
        return self.contact is not None and self.contacts.is_dropped(self.contact)

    def has_role(self, *roles: str) -> bool:
        """Tell whether the contact holds one of these roles now."""
        if self.contact is None:
            return False
        return any(held.role in roles for held in self.memberships.of(self.contact.id))
