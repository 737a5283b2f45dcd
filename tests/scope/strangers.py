"""One person with all that hangs on them, and those who must see nothing of it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.compiled import Compiled
from bot.reading import Reader
from bot.secrets import Keyring
from bot.store import Store
from dialogue.moment import Moment
from handlers.consenting import NO_CARD
from handlers.context import Context
from models.answer import Answer
from models.base import Row
from models.consent import Consent
from models.contact import Contact
from models.danger_flag import DangerFlag
from models.draft import Draft
from models.entity import Entities, Entity, EntityVersion, Told
from models.follow_up import FOLLOW_UPS, FollowUp
from models.form import FormVersion
from models.household import Household
from models.need import Need
from models.organization import Membership, Organization
from models.person import PERSONS, Person
from models.plan import PlanItem
from models.referral import Referral
from models.submission import Submission
from models.visit import Visit

AT: Final = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
AREA: Final = "340501"
OWNER: Final = "owner"
COORDINATOR: Final = "coordinator"
STRANGERS: Final[Mapping[str, tuple[str, str]]] = {
    "neighbour": ("volunteer", AREA),
    "elsewhere": ("volunteer", "410101"),
    "far coordinator": ("coordinator", "41"),
    "mentor": ("mentor", "34"),
    "reader": ("reader", "34"),
    "receiver": ("receiver", AREA),
    "removed": ("volunteer", AREA),
    "practising": ("coordinator", "34"),
    "visitor": ("", ""),
}
"""Those who must see nothing, with their roles: who practises is a demo contact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ids:
    """What the seeded rows are called."""

    household: str = "household-1"
    person: str = "person-1"
    visit: str = "visit-1"
    submission: str = "uuid:submission-1"
    need: str = "need-1"
    plan_item: str = "plan-item-1"
    referral: str = "referral-1"
    follow_up: str = "follow-up-1"
    consent: str = "consent-1"
    draft: str = "draft-1"
    danger_flag: str = "danger-flag-1"

    def all(self) -> list[str]:
        """List them."""
        return [str(getattr(self, field.name)) for field in fields(self)]


IDS: Final = Ids()
NICKNAME, MARK, VILLAGE, WORDS = "ยายลับสุด", "บ้านลับสุด", "หมู่ลับสุด", "คำลับสุด"
CODE, CARD = "ZQXWVT", "ZQXWV2"
SECRETS: Final = (NICKNAME, MARK, VILLAGE, WORDS, CODE, CARD)
"""What no stranger may be told."""


def seed(store: Store) -> None:
    """Keep the person with all that hangs on them, the owner, and all strangers."""
    with store.writing() as session:
        session.add(Organization(id="org", name="เสี่ยวสุขภาพ"))
        session.flush()
        people = {OWNER: ("volunteer", AREA), COORDINATOR: ("coordinator", "3405"), **STRANGERS}
        for name, (role, area) in people.items():
            _contact(session, name, role, area)
        session.flush()
        for rows in _rows(session):
            session.add_all(rows)
            session.flush()
        _tell(session)


def context(session: Session, keys: Keyring, who: str) -> Context:
    """Give the world of a turn of one of them."""
    reader = Reader(vault=keys, zone=ZoneInfo("Asia/Bangkok"), compiled=Compiled())
    moment = Moment(now=AT.astimezone(reader.zone), seed=f"event of {who}")
    return reader.context(session, moment=moment, contact=session.get(Contact, who))


def _contact(session: Session, name: str, role: str, area: str) -> None:
    is_demo = name == "practising"
    contact = Contact(id=name, language="th", seen_on=AT.date(), is_demo=is_demo)
    session.add(contact)
    session.flush()
    contact.line_id = f"U{name}"
    if role:
        session.add(
            Membership(
                id=f"role of {name}",
                contact_id=name,
                organization_id="org",
                role=role,
                area=area,
                joined_at=AT,
                left_at=AT if name == "removed" else None,
            )
        )


def _rows(session: Session) -> list[list[Row]]:
    home = Household(id=IDS.household, area=AREA, mark_hash="m", created_at=AT)
    person = Person(
        id=IDS.person,
        code=CODE,
        area=AREA,
        household_id=home.id,
        name_hash="n",
        assignee_id=OWNER,
        created_at=AT,
        updated_at=AT,
    )
    version = FormVersion(
        id="version-1",
        form_id="form",
        version="1",
        title="แบบ",
        xform="",
        workbook=b"",
        workbook_name="form.md",
        published_at=AT,
    )
    submission = Submission(
        id=IDS.submission,
        version_id=version.id,
        form_id="form",
        contact_id=OWNER,
        person_id=IDS.person,
        visit_id=IDS.visit,
        area=AREA,
        started_at=AT,
        submitted_at=AT,
    )
    owned = {"person_id": IDS.person, "area": AREA}
    whose = {**owned, "contact_id": OWNER}
    visit = Visit(id=IDS.visit, household_id=home.id, started_at=AT, ended_at=AT, **whose)
    need = Need(id=IDS.need, kind="food", subject="food", owner_id=OWNER, found_at=AT, **owned)
    item = PlanItem(id=IDS.plan_item, need_id=IDS.need, made_at=AT, **whose)
    referral = Referral(
        id=IDS.referral, code=CARD, visit_id=IDS.visit, made_at=AT, ask_on=AT.date(), **whose
    )
    owed = FollowUp(
        id=IDS.follow_up,
        household_id=home.id,
        assignee_id=OWNER,
        task="visit",
        subject="visit",
        opens_on=date(2026, 11, 1),
        due_on=date(2026, 11, 20),
        made_at=AT,
        **owned,
    )
    answer = Answer(
        submission_id=submission.id, form_id="form", name="adl", value="5", at=AT, **owned
    )
    consent = Consent(
        id=IDS.consent,
        person_id=IDS.person,
        purpose="record",
        card="1",
        given_by="self",
        given_at=AT,
        heard_by=OWNER,
    )
    shared = Consent(
        id="consent-2",
        person_id=IDS.person,
        purpose="share",
        card=NO_CARD,
        given_by="self",
        given_at=AT,
        heard_by=OWNER,
    )
    draft = Draft(
        id=IDS.draft,
        contact_id=OWNER,
        version_id=version.id,
        person_id=IDS.person,
        visit_id=IDS.visit,
        status="paused",
        started_at=AT,
        touched_at=AT,
    )
    flag = DangerFlag(id=IDS.danger_flag, at=AT, area=AREA, kind="medical", visit_id=IDS.visit)
    session.add_all((home, submission, need, item, referral, draft, version))
    home.village, home.mark = VILLAGE, MARK
    submission.xml = f"<data>{WORDS}</data>"
    draft.xml, draft.passage = f"<data>{WORDS}</data>", "{}"
    need.detail = item.problem = item.what = item.who = item.result = WORDS
    referral.facility = referral.reason = WORDS
    return [
        [home, version],
        [person],
        [visit, submission],
        [need],
        [item, referral, owed, answer, consent, shared, flag],
    ]


def _tell(session: Session) -> None:
    """Tell of the person and of what is owed as entities, as forms read them."""
    for name, entity_id in ((PERSONS, IDS.person), (FOLLOW_UPS, IDS.follow_up)):
        entity = Entity(list=name, id=entity_id, area=AREA, created_at=AT, updated_at=AT)
        made = EntityVersion(list=name, entity_id=entity_id, version=1, at=AT)
        told = Told(label=NICKNAME, properties={"village": VILLAGE, "household": MARK})
        Entities(session).keep(entity, told, made)
