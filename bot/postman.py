"""What a turn says, made ready: rendered, with riders in front, or parked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from sqlalchemy.orm import Session

from bot.line.actions import Json
from bot.line.limits import MESSAGES
from bot.line.outbound import render
from bot.words import Words
from dialogue.prompt import Say
from handlers.context import Context, Language
from handlers.threads import LINES
from models.inbox import Next, Undone
from models.outbox import Parked, ParkedWords
from models.reminder import ABOUT, Reminders

_KEPT = timedelta(days=7)  # how long a parked notice waits for its next reply
LINES_WAIT = timedelta(days=1)  # how long what a person wrote does, which waited before


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A reply to be sent: its messages as JSON, with LINE's token for them.

    `event_ms` is LINE's time of the event, `noted_at` ours when it was stored; the token lives from
    `token_at`, which is later when LINE delivered the event again.
    """

    event_id: str
    lane: str
    token: str
    messages: bytes
    event_ms: int
    noted_at: datetime
    token_at: datetime
    was_tried: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Postman:
    """Makes the words of a turn ready."""

    words: Words

    def prepare(
        self, session: Session, due: Next, token: str, says: Sequence[Say], ctx: Context
    ) -> Mail | None:
        """Make a turn's words a reply; None when there is nothing to send.

        What has a subject is parked at once, riding on this very turn: if the reply is refused it
        is free for the next one. Without a token only what has a subject is kept.
        """
        event = due.event
        self.park(session, event.event_id if token else None, says, ctx)
        says = [say for say in says if say.to is None]
        own = render(says, language=ctx.language, words=self.words) if token and says else []
        if not own:
            return None
        places = MESSAGES - len(own) if due.has_parked and not _tells_of_danger(says) else 0
        messages = [*self._riders(session, event, says, places, ctx), *own]
        return Mail(
            event_id=event.event_id,
            lane=event.lane,
            token=token,
            messages=msgspec.json.encode(messages),
            event_ms=event.at_ms,
            noted_at=event.noted_at,
            token_at=event.noted_at,
        )

    def _riders(
        self, session: Session, event: Undone, says: Sequence[Say], places: int, ctx: Context
    ) -> list[Json]:
        """Let waiting words ride in front, where places are left and no form is open."""
        if ctx.contact is None or not places or ctx.drafts.open_of(ctx.contact.id) is not None:
            return []
        riders: list[Json] = []
        fresh = {say.subject for say in says}
        for parked in ParkedWords(session).waiting(ctx.contact.id, ctx.moment.now):
            messages = _opened(parked, ctx.language)
            if parked.subject in fresh or len(riders) + len(messages) > places:
                continue
            parked.rides_on = event.event_id
            if (about := ABOUT.get(parked.subject)) is not None:
                Reminders(session).ride(ctx.contact.id, event.event_id, about)
            riders += messages
        return riders

    def park(
        self, session: Session, rides_on: str | None, says: Sequence[Say], ctx: Context
    ) -> None:
        """Park what has a subject: for whom it is meant, else for whoever is spoken with.

        What is meant for somebody else rides on nothing; nobody who blocked the bot is kept words.
        """
        for say in says:
            to = ctx.contact if say.to is None else ctx.contacts.get(say.to)
            if say.subject is None or to is None or not to.follows:
                continue
            parked = Parked(
                id=ctx.moment.new_id(),
                contact_id=to.id,
                subject=say.subject,
                parked_at=ctx.moment.now,
                expires_at=say.until or ctx.moment.now + _kept_for(say.subject),
                rides_on=rides_on if say.to is None else None,
                is_urgent=say.urgent,
            )
            both = {
                language: render([say], language=language, words=self.words)
                for language in ("th", "lo")
            }
            ParkedWords(session).replace(parked, msgspec.json.encode(both).decode())


def _tells_of_danger(says: Sequence[Say]) -> bool:
    """Tell whether a red card is said, in front of which nothing may stand."""
    return any(card.tone == "danger" for say in says for card in say.cards)


def _kept_for(subject: str) -> timedelta:
    return LINES_WAIT if subject.startswith(LINES) else _KEPT


def _opened(parked: Parked, language: Language) -> list[Json]:
    both = msgspec.json.decode(parked.body or "{}", type=dict[Language, list[Json]])
    messages = both.get(language, [])
    for message in messages:
        message.pop("quickReply", None)  # only those of the last bubble show
    return messages
