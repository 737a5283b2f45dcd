"""Turns: one event of a lane is read, thought about and written, or set aside."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

import structlog
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from bot.apart import Apart, put_back, set_apart
from bot.closing import Closed, write_own
from bot.postman import Mail, Postman
from bot.reading import Reader, Reading
from bot.store import STORE_FAULTS, Store
from dialogue.prompt import Say
from dialogue.reading.steering import says_leave
from handlers.apology import apologize, slow_down
from handlers.buttons import quick_exit
from handlers.incoming import Followed, Left, Tapped, Unsent, Wrote
from handlers.router import Desk
from models.inbox import Inbox, Next, Standing, Undone
from models.lane import Lanes, LaneState
from models.outbox import Outbox

_BURST = 30  # events a minute of one lane; more get one sentence, then silence
_MINUTE = timedelta(minutes=1)
_STORE_TRIES = 3
_TRIES = 2  # noted tries after which an event is set aside
_RETHINKS = 20

_Think: TypeAlias = Callable[[Reading, LaneState], Sequence[Say]]

log = structlog.get_logger()


class MovedOnError(Exception):
    """The lane moved on while a turn was being thought."""


class PoisonError(Exception):
    """An event could not be worked on: `seq` is its number, the cause tells why."""

    def __init__(self, seq: int, event_id: str, fault: Exception) -> None:
        super().__init__(f"event {seq}: {type(fault).__name__}")
        self.seq, self.event_id, self.trouble = seq, event_id, type(fault).__name__


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An applied event; `mail` is what is to be sent, None when nothing is.

    `is_last` tells that no other event waited behind it.
    """

    event_id: str
    mail: Mail | None
    is_last: bool


@dataclass(frozen=True, slots=True)
class RepliesLeft:
    """Replies of earlier turns are without an outcome: they are to be sent before the next turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """Applies events, one a turn, in the order of their lane; called in worker threads."""

    store: Store
    reader: Reader
    desk: Desk
    postman: Postman

    def apply(self, lanes: Sequence[str]) -> list[Turn | RepliesLeft | None]:
        """Apply the lowest undone event of each of these lanes; None for those that have none.

        Several are one transaction. When anything goes wrong with one of them nothing is applied,
        and they are to be tried one by one.

        Raises:
            Exception: whatever went wrong; for one lane, a fault of the store that lasts.
        """
        turns: dict[str, Turn | None] = {}
        with self.store.thinking(lasting=False) as session:
            waiting = Inbox(session).next_of(lanes)
            left = _without_outcome(session, lanes, waiting)
            free = [due for due in waiting if due.lane.key not in left]
            if len(lanes) > 1:
                turns |= self._turns(session, free, _Way(think=self._decide))
        if len(lanes) == 1:
            turns |= {due.lane.key: self.apply_next(due.lane.key) for due in free}
        return [RepliesLeft() if lane in left else turns.get(lane) for lane in lanes]

    def apply_next(self, lane: str, *, careful: bool = False) -> Turn | None:
        """Apply the lowest undone event of a lane; None when there is none.

        `careful` is for the first event of a lane after a start: the try is committed before it
        is made, so that an event that kills the process is set aside in the end.

        Raises:
            OperationalError, InterfaceError, TimeoutError: when the store keeps failing.
        """
        if careful and (killer := self._suspected(lane)) is not None:
            return self._set_aside(lane, killer, "killed the process")
        failed: int | None = None
        while True:
            try:
                return self._turn(lane, _Way(think=self._decide))
            except MovedOnError:
                return None  # whoever was faster goes on with it
            except PoisonError as poison:
                known = {"lane": lane, "event_id": poison.event_id, "fault": poison.trouble}
                if poison.seq == failed:
                    log.exception("event set aside", **known)
                    return self._set_aside(lane, poison.seq, poison.trouble)
                log.warning("turn failed", **known)
                failed = poison.seq
            self._note_try(lane, failed)

    def _set_aside(self, lane: str, seq: int, trouble: str) -> Turn | None:
        """Set an event aside, with an apology and the waiting question."""
        try:
            return self._turn(lane, _Way(think=_apology, only=seq, trouble=trouble))
        except MovedOnError:
            return None
        except PoisonError as poison:  # not even sorry can be said
            log.exception("no apology possible", lane=lane, event_id=poison.event_id)
            return self._set_aside_unread(lane, seq, trouble)

    def _set_aside_unread(self, key: str, seq: int, trouble: str) -> Turn | None:
        with self.store.writing() as session:
            Lanes(session).locked(key)  # so that what is read next stands until the commit
            for due in Inbox(session).next_of([key]):
                if due.event.seq == seq:
                    due.lane.version += 1
                    closed = Closed(lane=due.lane, event=due.event, mail=None, trouble=trouble)
                    write_own(session, [closed])
                    return Turn(event_id=due.event.event_id, mail=None, is_last=False)
        return None

    def _turn(self, lane: str, way: "_Way") -> Turn | None:
        faults = 0
        for _ in range(_RETHINKS):
            try:
                # Before anybody hears of it, a commit that lasts says that it is being sent.
                with self.store.thinking(lasting=False) as session:
                    waiting = Inbox(session).next_of([lane])
                    free = [due for due in waiting if way.only in {None, due.event.seq}]
                    return self._turns(session, free, way).get(lane)
            except (MovedOnError, StaleDataError):
                continue
            except STORE_FAULTS:
                faults += 1
                if faults == _STORE_TRIES:
                    raise
        raise MovedOnError(f"lane {lane} never stood still")

    def _turns(self, session: Session, waiting: Sequence[Next], way: "_Way") -> dict[str, Turn]:
        """Make these turns of different lanes in one transaction; by the lanes' keys."""
        seen = {due.lane.key: (due.lane.version, due.event.seq) for due in waiting}
        closed, changes = list[Closed](), list[Apart]()
        for due in waiting:
            closed.append(self._think(session, due, way))
            if len(waiting) > 1:
                changes.append(set_apart(session))
        if len(closed) == 1:
            with _blamed_on(waiting[0].event):
                self._write(session, seen, closed, changes)
        elif closed:
            self._write(session, seen, closed, changes)
        return {
            due.lane.key: _turn_of(due, turn) for due, turn in zip(waiting, closed, strict=True)
        }

    def _write(
        self,
        session: Session,
        seen: Mapping[str, Standing],
        closed: Sequence[Closed],
        changes: Sequence[Apart],
    ) -> None:
        with self.store.writing_in(session):
            if Inbox(session).standing_locked(list(seen)) != seen:
                raise MovedOnError
            for change in changes:
                put_back(session, change)
            session.flush()
            self.store.only_writes(session)
            write_own(session, closed)

    def _think(self, session: Session, due: Next, way: "_Way") -> Closed:
        lane, event = due.lane, due.event
        with _blamed_on(event):
            reading = self.reader.read(session, due)
            says = way.think(reading, lane)
            mail = self.postman.prepare(session, due, reading.token, says, reading.context)
            if mail is not None:
                lane.shown_ms = None  # until LINE has taken it
            _move_on(lane, event, reading)
            if reading.context.was_erased:
                _forget(lane)
        return Closed(lane=lane, event=event, mail=mail, trouble=way.trouble)

    def _decide(self, reading: Reading, lane: LaneState) -> Sequence[Say]:
        burst = _count(reading, lane)
        if burst > _BURST and not _may_not_wait(reading):
            return slow_down() if burst == _BURST + 1 else ()
        return self.desk.decide(reading.event, reading.context)

    def _suspected(self, key: str) -> int | None:
        """Count a try of a lane's head, for good; its number when it has had enough of them."""
        with self.store.writing() as session:
            event = Inbox(session).head(key)
            if event is None:
                return None
            if event.tries >= _TRIES:
                return event.seq
            event.tries += 1
            return None

    def _note_try(self, key: str, seq: int) -> None:
        with self.store.writing() as session:
            event = Inbox(session).head(key)
            if event is not None and event.seq == seq:
                event.tries += 1


def _without_outcome(session: Session, lanes: Sequence[str], waiting: Sequence[Next]) -> set[str]:
    """Find the lanes with a reply that has no outcome, whether an event waits there or not."""
    left = {due.lane.key for due in waiting if due.has_unsent}
    idle = set(lanes).difference(due.lane.key for due in waiting)
    return left | Outbox(session).unsent_among(sorted(idle)) if idle else left


@contextmanager
def _blamed_on(event: Undone) -> Iterator[None]:
    """Tell what is an event's own fault from what is the store's, or another worker's."""
    try:
        yield
    except (MovedOnError, StaleDataError, *STORE_FAULTS):
        raise
    except Exception as fault:  # poison, whatever it is: the lane must go on
        raise PoisonError(event.seq, event.event_id, fault) from fault


def _turn_of(due: Next, closed: Closed) -> Turn:
    return Turn(event_id=due.event.event_id, mail=closed.mail, is_last=not due.has_later)


def _apology(reading: Reading, _lane: LaneState) -> Sequence[Say]:
    return [say for say in apologize(reading.context) if isinstance(say, Say)]


def _count(reading: Reading, lane: LaneState) -> int:
    """Count the events of this lane in the running minute; some are never held back."""
    if reading.is_inner or isinstance(reading.event, Followed | Left | Unsent):
        return 0
    at: datetime = reading.event.at
    if lane.minute_at is None or not _MINUTE > at - lane.minute_at >= -_MINUTE:
        lane.minute_at, lane.minute_count = at, 0
    lane.minute_count += 1
    return lane.minute_count


def _may_not_wait(reading: Reading) -> bool:
    """Tell a sign of danger, or a way out of a talk about violence, from all that may wait."""
    event, signs = reading.event, reading.context.signs
    if isinstance(event, Tapped):
        return event.data == quick_exit().tap.data()
    return isinstance(event, Wrote) and (says_leave(event.text) or bool(signs(event.text)))


def _move_on(lane: LaneState, event: Undone, reading: Reading) -> None:
    """Let the lane remember what it has to of an event that is done.

    Times are LINE's: an event of our own bears ours, and may overtake what somebody is typing.
    """
    lane.version += 1
    if not reading.is_inner:
        lane.applied_ms = max(lane.applied_ms, event.at_ms)
    if reading.text_hash is not None:
        lane.last_text = reading.text_hash


def _forget(lane: LaneState) -> None:
    """Leave nothing in the lane of someone who was erased but what keeps its turns in order."""
    lane.shown_ms = lane.last_text = lane.minute_at = None
    lane.minute_count = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """How turns are made: by what thinks, and in `trouble` set aside; `only` one event's turn."""

    think: _Think
    only: int | None = None
    trouble: str = ""
