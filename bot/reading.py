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
from models.columns import Vault
from models.contact import Contact, Contacts
from models.form import FormVersion
from models.inbox import Next
from models.lane import LaneState


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
        raw = wire.read(event.body(self.vault))
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
            _session=session,
            moment=moment,
            contact=contact,
            freshness=freshness,
            asked=asked,
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


def _freshness(lane: LaneState, at_ms: int, text_hash: str | None) -> Freshness:
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
