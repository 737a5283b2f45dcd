"""The ledger outside: what was acknowledged, against what the database and the phones say."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store import Store
from models.inbox import SET_ASIDE, Event
from models.lane import Lane
from models.outbox import SENT, UNKNOWN, Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One person from outside: the ids of acknowledged events, and how many replies were shown."""

    lane: str
    acknowledged: Sequence[str]
    shown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What came of it: `harm` must be empty; `outcomes` are those of all turns."""

    harm: Counter[str]
    outcomes: Counter[str]


def compared(store: Store, accounts: Sequence[Account]) -> Ledger:
    """Compare every person's account with the database."""
    harm: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    with store.thinking() as session:
        for account in accounts:
            _compare(session, account, harm, outcomes)
    return Ledger(harm=+harm, outcomes=outcomes)


def _compare(
    session: Session, account: Account, harm: Counter[str], outcomes: Counter[str]
) -> None:
    lane = session.get(Lane, account.lane)
    of_lane = select(Event).where(Event.lane == account.lane).order_by(Event.seq)
    noted = session.scalars(of_lane).all()
    turns = select(Reply).where(Reply.lane == account.lane).order_by(Reply.seq)
    ended = session.scalars(turns).all()
    known, applied = [event.event_id for event in noted], [reply.event_id for reply in ended]
    own = Counter(reply.state for reply in ended)

    harm["lost"] += len(set(account.acknowledged) - set(applied))
    harm["not applied once"] += abs((lane.version if lane else 0) - len(noted))
    harm["out of order"] += sum(map(str.__ne__, applied, known)) + abs(len(applied) - len(known))
    harm["without outcome"] += sum(reply.outcome_at is None for reply in ended)
    harm["set aside"] += sum(event.state == SET_ASIDE for event in noted)
    harm["told twice"] += max(0, account.shown - own[SENT] - own[UNKNOWN])
    harm["sent but not shown"] += max(0, own[SENT] - account.shown)
    outcomes.update(own)
