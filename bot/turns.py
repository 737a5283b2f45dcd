"""Turns: one event of a lane is read, thought about and written, or set aside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

import structlog
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from bot.postman import Mail, Postman
from bot.reading import Reader, Reading
from bot.store import Store
from dialogue.prompt import Say
from handlers.apology import apologize, slow_down
from handlers.incoming import Followed, Left, Unsent
from handlers.router import Desk
from models.inbox import DONE, SET_ASIDE, Event, Inbox
from models.lane import Lane, Lanes

_BURST = 30  # events a minute of one lane; more get one sentence, then silence
_MINUTE = timedelta(minutes=1)
_STORE_TRIES = 3
_TRIES = 2  # noted tries after which an event is set aside
_RETHINKS = 20

_Think: TypeAlias = Callable[[Reading, Lane], Sequence[Say]]

log = structlog.get_logger()


class MovedOnError(Exception):
    """The lane moved on while a turn was being thought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An applied event; `mail` is what is to be sent, None when nothing is."""

    event_id: str
    mail: Mail | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """Applies events, one a turn, in the order of their lane; called in worker threads."""

    store: Store
    reader: Reader
    desk: Desk
    postman: Postman

    def apply_next(self, lane: str, *, careful: bool = False) -> Turn | None:
        """Apply the lowest undone event of a lane; None when there is none.

        `careful` is for the first event of a lane after a start: the try is committed before it
        is made, so that an event that kills the process is set aside in the end.

        Raises:
            DBAPIError: when the store keeps failing.
        """
        if careful and not self._note_try(lane):
            return self._set_aside(lane, "killed the process")
        try:
            return self._applied(lane)
        except DBAPIError:
            raise
        except Exception as fault:  # noqa: BLE001  # poison, whatever it is: the lane must go on
            log.warning("turn failed", lane=lane, fault=type(fault).__name__)
        self._note_try(lane)
        try:
            return self._applied(lane)
        except DBAPIError:
            raise
        except Exception as fault:  # the same
            log.exception("event set aside", lane=lane)
            return self._set_aside(lane, type(fault).__name__)

    def _applied(self, lane: str) -> Turn | None:
        return self._turn(lane, self._decide, state=DONE)

    def _set_aside(self, lane: str, trouble: str) -> Turn | None:
        """Set the head of a lane aside, with an apology and the waiting question."""
        try:
            return self._turn(lane, _apology, state=SET_ASIDE, trouble=trouble)
        except DBAPIError:
            raise
        except Exception:  # not even sorry can be said
            log.exception("no apology possible", lane=lane)
            return self._set_aside_unread(lane, trouble)

    def _set_aside_unread(self, key: str, trouble: str) -> Turn | None:
        with self.store.writing() as session:
            lane, event = Lanes(session).get(key), Inbox(session).head(key)
            if lane is None or event is None:
                return None
            lane.version += 1
            event.state, event.trouble = SET_ASIDE, trouble
            self.postman.say_nothing(session, event)
            return Turn(event_id=event.event_id, mail=None)

    def _turn(self, lane: str, think: _Think, *, state: int, trouble: str = "") -> Turn | None:
        faults = 0
        for _ in range(_RETHINKS):
            try:
                with self.store.thinking() as session:
                    return self._think_and_write(session, lane, think, state, trouble)
            except (MovedOnError, StaleDataError, IntegrityError):  # two did the same at once
                continue
            except OperationalError:
                faults += 1
                if faults == _STORE_TRIES:
                    raise
        raise MovedOnError(f"lane {lane} never stood still")

    def _think_and_write(
        self, session: Session, key: str, think: _Think, state: int, trouble: str
    ) -> Turn | None:
        lane, event = Lanes(session).get(key), Inbox(session).head(key)
        if lane is None or event is None:
            return None
        seen, seq = lane.version, event.seq
        reading = self.reader.read(session, event, lane)

        says = think(reading, lane)

        mail = self.postman.prepare(session, event, reading.token, says, reading.context)
        if mail is not None:
            lane.shown_ms = None  # until LINE has taken it
        _close(lane, event, reading, state, trouble)
        with self.store.writing_in(session):
            if Lanes(session).version_locked(key) != seen or Inbox(session).head_seq(key) != seq:
                raise MovedOnError(key)
        return Turn(event_id=event.event_id, mail=mail)

    def _decide(self, reading: Reading, lane: Lane) -> Sequence[Say]:
        burst = _count(reading, lane)
        if burst == _BURST + 1:
            return slow_down()
        return () if burst > _BURST else self.desk.decide(reading.event, reading.context)

    def _note_try(self, key: str) -> bool:
        """Count a try of a lane's head, for good; false when it has had enough of them."""
        with self.store.writing() as session:
            event = Inbox(session).head(key)
            if event is None or event.tries >= _TRIES:
                return event is None
            event.tries += 1
            return True


def _apology(reading: Reading, _lane: Lane) -> Sequence[Say]:
    return [say for say in apologize(reading.context) if isinstance(say, Say)]


def _count(reading: Reading, lane: Lane) -> int:
    """Count the events of this lane in the running minute; some are never held back."""
    if reading.is_inner or isinstance(reading.event, Followed | Left | Unsent):
        return 0
    at: datetime = reading.event.at
    if lane.minute_at is None or not _MINUTE > at - lane.minute_at >= -_MINUTE:
        lane.minute_at, lane.minute_count = at, 0
    lane.minute_count += 1
    return lane.minute_count


def _close(lane: Lane, event: Event, reading: Reading, state: int, trouble: str) -> None:
    """Write down that the event is done, and what the lane remembers of it."""
    lane.version += 1
    lane.applied_ms = max(lane.applied_ms, event.at_ms)
    if reading.text_hash is not None:
        lane.last_text = reading.text_hash
    event.state, event.trouble = state, trouble or None
    if state == DONE:
        event.body = None
