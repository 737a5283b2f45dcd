"""What the doctor sees in the database: what is stuck, overdue, set aside or different."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.doctor.consents import of_consents
from bot.doctor.entities import of_entities
from bot.doctor.finding import Finding
from bot.doctor.forwards import of_forwards
from bot.doctor.menus import of_menus
from bot.doctor.threads import of_plan, of_pushes, of_threads
from bot.doctor.topics import of_shipped_topics, of_topics
from bot.facility_content import standing as standing_of_facilities
from bot.ladders import standing as standing_of_ladders
from bot.resealing import stale
from bot.rules import standing as standing_of_rules
from bot.shipped import standing
from bot.starting import Premises
from bot.topics import standing as standing_of_topics
from models.attachment import AWAITED, Attachment
from models.draft import Draft
from models.inbox import Inbox
from models.outbox import Outbox

LATE: Final = timedelta(seconds=60)
"""How long an event may wait: a reply token lives no longer."""

_NEVER_COMES: Final = timedelta(hours=1)  # how long pictures are awaited
_MONTH: Final = timedelta(days=31)  # drafts are kept for 30 days, and a night may be missed


def of_database(premises: Premises, now: datetime) -> Iterator[Finding]:
    """Look at a database that is open."""
    looks: tuple[Callable[[Session, datetime], Finding], ...] = (
        _lanes,
        _set_aside,
        _replies,
        _attachments,
        _drafts,
    )
    with premises.store.thinking() as session:
        for look in looks:
            yield look(session, now)
        yield of_forwards(session, now, is_set=bool(premises.settings.openrosa_url))
        yield of_entities(session)
        yield of_threads(session, now)
        yield of_pushes(session, now)
        yield from of_plan(session)
        yield of_menus(session)
        yield of_consents(session, premises.settings.retention_records_days)
        yield of_topics(session, now.astimezone(premises.settings.zone).date())
        yield _sealed(stale(session, premises.keys.writer))
    yield from _shipped(premises)
    yield of_shipped_topics(standing_of_topics(premises.store))


def _lanes(session: Session, now: datetime) -> Finding:
    oldest = Inbox(session).oldest_undone()
    if oldest is None or now - oldest <= LATE:
        return Finding(what="lanes", health="well", told="no event waits")
    lanes = Inbox(session).lanes_waiting()
    first = ", ".join(lanes[:3])
    return Finding(
        what="lanes",
        health="ill",
        told=f"{len(lanes)} lanes wait, the first for {_long(now - oldest)}: {first}",
        remedy="Is the bot running? If it is, its log names what fails in these lanes.",
    )


def _set_aside(session: Session, _now: datetime) -> Finding:
    events = Inbox(session).set_aside()
    if not events:
        return Finding(what="set aside", health="well", told="no event was set aside")
    last = ", ".join(f"{event.event_id} ({event.trouble or 'unknown'})" for event in events[-3:])
    return Finding(
        what="set aside",
        health="ill",
        told=f"{len(events)} events could not be applied, at last {last}",
        remedy="The person was told and asked again. Report what the log says of these events.",
    )


def _replies(session: Session, _now: datetime) -> Finding:
    lanes = Outbox(session).lanes_unsent()
    if not lanes:
        return Finding(what="replies", health="well", told="none is on its way")
    return Finding(
        what="replies",
        health="note",
        told=f"{len(lanes)} lanes have a reply without an outcome",
        remedy="If it stays so while the bot runs, look for refusals in its log.",
    )


def _attachments(session: Session, now: datetime) -> Finding:
    late = select(func.count()).where(
        Attachment.state == AWAITED, Attachment.sent_at < now - _NEVER_COMES
    )
    count = session.scalar(late) or 0
    if not count:
        return Finding(what="pictures", health="well", told="none is overdue")
    return Finding(
        what="pictures",
        health="ill",
        told=f"{count} pictures or files have been awaited for more than an hour",
        remedy="The bot asks for them again when it runs: start it, or look into its log.",
    )


def _drafts(session: Session, now: datetime) -> Finding:
    count = session.scalar(select(func.count()).where(Draft.touched_at < now - _MONTH)) or 0
    if not count:
        return Finding(what="drafts", health="well", told="none is older than it may be")
    return Finding(
        what="drafts",
        health="ill",
        told=f"{count} drafts are older than 30 days and should be gone",
        remedy="Let the bot run: it erases them soon after its start.",
    )


def _sealed(count: int) -> Finding:
    if not count:
        return Finding(what="sealing", health="well", told="everything is under the present key")
    return Finding(
        what="sealing",
        health="ill",
        told=f"{count} values are under an older key",
        remedy="Start the bot once with SECRET_KEY=new,old.",
    )


def _shipped(premises: Premises) -> Iterator[Finding]:
    store = premises.store
    rows = (
        *standing_of_rules(store),
        *standing_of_ladders(store),
        *standing_of_facilities(store),
    )
    for item in (*standing(store), *rows):
        if item.state == "loaded":
            yield Finding(what="content", health="well", told=f"{item.name} is as it ships")
        else:
            yield Finding(
                what="content",
                health="note",
                told=f"{item.name}: shipped text differs ({item.state}). {item.why}".rstrip(),
                remedy="`python -m bot content load` loads what is new; a changed one is kept.",
            )


def _long(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    return f"{minutes} minutes" if minutes < 120 else f"{minutes // 60} hours"
