"""An event as a turn reads it: what it means, whom it is from, and the shelves at hand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo

from sqlalchemy.orm import Session

from bot.line import wire
from bot.line.inbound import INNER, incoming, source_of
from bot.line.wire import Json
from dialogue.moment import Moment
from dialogue.xforms.form import Form
from handlers.context import Context, Freshness
from handlers.incoming import Incoming, Wrote
from models.attachment import Attachments
from models.columns import Vault
from models.contact import Contact, Contacts
from models.draft import Drafts
from models.entity import Entities
from models.form import Forms, FormVersion
from models.inbox import Next
from models.invite import Invites
from models.lane import Lane
from models.organization import Memberships
from models.outbox import ParkedWords
from models.submission import Submissions
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
    """Reads events; `compiled` gives the form of a form version."""

    vault: Vault
    zone: tzinfo
    compiled: Callable[[FormVersion], Form]
    is_demo: bool = False

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
        return Reading(
            event=heard,
            context=self._context(
                session,
                moment=moment,
                contact=self._contact(session, due.contact, raw, heard, moment),
                freshness=_freshness(due.lane, event.at_ms, text_hash),
            ),
            token=wire.text(raw, "replyToken"),
            text_hash=text_hash,
            is_inner=wire.text(raw, "type").startswith(INNER),
        )

    def _context(
        self, session: Session, *, moment: Moment, contact: Contact | None, freshness: Freshness
    ) -> Context:
        return Context(
            moment=moment,
            contact=contact,
            freshness=freshness,
            contacts=Contacts(session),
            memberships=Memberships(session),
            invites=Invites(session),
            forms=Forms(session),
            drafts=Drafts(session),
            submissions=Submissions(session),
            attachments=Attachments(session),
            workbooks=Workbooks(session),
            entities=Entities(session),
            parked=ParkedWords(session),
            compiled=self.compiled,
            hashed=self.vault.hashed,
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
        if known is None and user_id:
            new = Contact(id=event.contact_id, seen_on=moment.today, is_demo=self.is_demo)
            return Contacts(session).add(new, line_id=user_id)
        if known is not None and known.seen_on != moment.today:
            known.seen_on = moment.today
        return known


def _freshness(lane: Lane, at_ms: int, text_hash: str | None) -> Freshness:
    """Tell whether a text was sent after the waiting question was shown (LINE's clock)."""
    if lane.shown_ms is not None and at_ms > lane.shown_ms and at_ms > lane.applied_ms:
        return "answer"
    return "again" if text_hash is not None and text_hash == lane.last_text else "early"
