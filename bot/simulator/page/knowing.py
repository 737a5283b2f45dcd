"""What the bot knows of one person, read from its database."""

from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bot.simulator.page.stage import Stage
from dialogue.interviewing.passage import Passage
from models.attachment import Attachment
from models.contact import Contacts
from models.draft import Draft, Drafts
from models.form import Forms
from models.inbox import DONE, SET_ASIDE, UNDONE, Event
from models.lane import Lanes
from models.organization import Memberships
from models.outbox import Parked, Reply
from models.submission import Submission

_STATES = {UNDONE: "undone", DONE: "done", SET_ASIDE: "set aside"}
_LATEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A form with answers: what is to be said of it first, then names and values."""

    title: str
    facts: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of one person, ready to be shown; the latest rows come first."""

    person: tuple[tuple[str, str], ...] = ()
    drafts: tuple[Paper, ...] = ()
    submissions: tuple[Paper, ...] = ()
    inbox: tuple[tuple[str, ...], ...] = ()
    outbox: tuple[tuple[str, ...], ...] = ()
    parked: tuple[tuple[str, ...], ...] = field(default=())


def read(stage: Stage, lane: str) -> Known:
    """Read what is known of the person of a lane; in a thread of its own."""
    with stage.premises.store.thinking() as session:
        return Known(
            person=_person(session, lane),
            drafts=tuple(_draft(session, stage, draft) for draft in Drafts(session).of(lane)),
            submissions=tuple(
                _submission(session, stage, one) for one in session.scalars(_latest(lane))
            ),
            inbox=_inbox(session, stage, lane),
            outbox=_outbox(session, stage, lane),
            parked=_parked(session, stage, lane),
        )


def answers_of(xml: str) -> tuple[tuple[str, str], ...]:
    """List the answers of an instance: names of nodes with their values, without what is blank."""
    leaves = (node for node in ET.fromstring(xml).iter() if len(node) == 0)  # noqa: S314  # our own
    named = ((node.tag.rpartition("}")[2], node.text or "") for node in leaves)
    return tuple((name, value) for name, value in named if value.strip() and name != "instanceID")


def _latest(lane: str) -> Select[Submission]:
    query = select(Submission).where(Submission.contact_id == lane)
    return query.order_by(Submission.submitted_at.desc()).limit(3)


def _person(session: Session, key: str) -> tuple[tuple[str, str], ...]:
    contact, lane = Contacts(session).get(key), Lanes(session).get(key)
    roles = ", ".join(f"{one.role} {one.area}" for one in Memberships(session).of(key))
    facts = [("lane", f"{key[:8]}…"), ("role", roles or "visitor")]
    if contact is not None:
        facts.append(("language", contact.language or "not chosen"))
        facts.append(("follows", "yes" if contact.follows else "no"))
        facts.append(("wants notices", "yes" if contact.wants_notices else "no"))
    if lane is not None:
        facts.append(("lane version", str(lane.version)))
    return tuple(facts)


def _draft(session: Session, stage: Stage, draft: Draft) -> Paper:
    passage = Passage.from_json(draft.passage or "{}")
    pictures = session.scalars(select(Attachment.state).where(Attachment.draft_id == draft.id))
    facts = (
        ("status", draft.status),
        ("stands at", passage.waiting.rpartition("/")[2] or passage.mode),
        ("touched", f"{stage.local(draft.touched_at):%H:%M:%S}"),
        *(("picture", state) for state in pictures),
    )
    return Paper(
        title=_title(session, draft.version_id),
        facts=facts,
        answers=answers_of(draft.xml or "<a/>"),
    )


def _submission(session: Session, stage: Stage, one: Submission) -> Paper:
    facts = (
        ("submitted", f"{stage.local(one.submitted_at):%d.%m. %H:%M:%S}"),
        ("complete", "yes" if one.is_complete else "no"),
    )
    answers = answers_of(one.xml or "<a/>")
    return Paper(title=_title(session, one.version_id), facts=facts, answers=answers)


def _title(session: Session, version_id: str | None) -> str:
    if version_id is None:  # a trial of a workbook that is not published
        return "trial"
    version = Forms(session).version(version_id)
    return "" if version is None else f"{version.title} ({version.version})"


def _inbox(session: Session, stage: Stage, lane: str) -> tuple[tuple[str, ...], ...]:
    query = select(Event).where(Event.lane == lane).order_by(Event.seq.desc()).limit(_LATEST)
    return tuple(
        (
            str(row.seq),
            f"{stage.local(row.noted_at):%H:%M:%S}",
            _STATES.get(row.state, str(row.state)),
            str(row.tries),
            row.trouble or "",
        )
        for row in session.scalars(query)
    )


def _outbox(session: Session, stage: Stage, lane: str) -> tuple[tuple[str, ...], ...]:
    query = select(Reply).where(Reply.lane == lane).order_by(Reply.seq.desc()).limit(_LATEST)
    return tuple(
        (
            str(row.seq),
            f"{stage.local(row.outcome_at):%H:%M:%S}" if row.outcome_at is not None else "",
            row.state,
            (row.request_id or "")[:8],
        )
        for row in session.scalars(query)
    )


def _parked(session: Session, stage: Stage, lane: str) -> tuple[tuple[str, ...], ...]:
    query = select(Parked).where(Parked.contact_id == lane).order_by(Parked.parked_at)
    return tuple(
        (
            row.subject,
            f"{stage.local(row.expires_at):%d.%m. %H:%M}",
            "rides" if row.rides_on is not None else "waits",
        )
        for row in session.scalars(query)
    )
