"""Figures for Prometheus: counted in the database when they are asked for, by ids and kinds only.

Whichever process is asked tells the same, for all of them; only the bodies that came in at a door
are counted by the process that has the door.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from fastapi import FastAPI, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from typing_extensions import override

from bot.clock import Clock
from bot.pushes import kept
from bot.store import Store
from models.draft import Draft
from models.inbox import SET_ASIDE, UNDONE, Event
from models.outbox import REFUSED, SENT, SILENT, UNKNOWN, Parked, Reply
from models.push import Push
from models.submission import Submission
from models.thread import Threads

_LATEST: Final = 500  # replies that the delay is told of
_QUANTILES: Final = (0.5, 0.95, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figures(Collector):
    """Tells the figures; `bodies` counts the webhook bodies of this process by what became of them.

    With a database that does not answer it tells that, and what this process knows itself.
    """

    store: Store
    clock: Clock
    bodies: Mapping[str, int]
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)

    def __post_init__(self) -> None:
        self.registry.register(self)

    def register(self, web: FastAPI) -> None:
        """Show the figures at /metrics."""
        web.add_api_route("/metrics", self.show, include_in_schema=False)

    def show(self) -> Response:
        """Write the figures as Prometheus reads them; called in a worker thread."""
        return Response(generate_latest(self.registry), media_type=CONTENT_TYPE_LATEST)

    def describe(self) -> list[Metric]:
        """Describe nothing ahead: nothing is asked of the database before it is told."""
        return []

    @override
    def collect(self) -> Iterator[Metric]:
        """Count."""
        bodies = CounterMetricFamily(
            "siao_webhook_bodies", "Webhook bodies at this process.", labels=["fate"]
        )
        for fate, count in self.bodies.items():
            bodies.add_metric([fate], count)
        yield bodies
        try:
            with self.store.thinking() as session:
                kept = [look(session, self.clock()) for look in _LOOKS]
        except SQLAlchemyError:
            kept = []
        yield GaugeMetricFamily(
            "siao_database_up", "Whether the database answers.", value=float(bool(kept))
        )
        yield from kept


def _waiting(session: Session, _now: datetime) -> Metric:
    query = select(func.count()).where(Event.state == UNDONE)
    return _one("siao_events_undone", "Events noted but not applied yet.", session.scalar(query))


def _oldest(session: Session, now: datetime) -> Metric:
    since = session.scalar(select(func.min(Event.noted_at)).where(Event.state == UNDONE))
    return _one(
        "siao_oldest_undone_seconds",
        "How long the longest waiting event has waited; 0 when none does.",
        0 if since is None else max(0.0, (now - since).total_seconds()),
    )


def _set_aside(session: Session, _now: datetime) -> Metric:
    query = select(func.count()).where(Event.state == SET_ASIDE)
    return _one("siao_events_set_aside", "Events that no machine applies.", session.scalar(query))


def _delay(session: Session, _now: datetime) -> Metric:
    """Tell how long the latest replies took: from the event's row to LINE's answer."""
    latest = (
        select(Event.noted_at, Reply.outcome_at)
        .join(Event, Event.event_id == Reply.event_id)
        .where(Reply.outcome_at.is_not(None), Reply.state != SILENT)
        .order_by(Reply.seq.desc())
        .limit(_LATEST)
    )
    took = sorted(
        max(0.0, (ended - noted).total_seconds())
        for noted, ended in session.execute(latest)
        if ended
    )
    told = GaugeMetricFamily(
        "siao_inbox_lag_seconds",
        f"From noting an event to the outcome of its reply, over the latest {_LATEST}.",
        labels=["quantile"],
    )
    for quantile in _QUANTILES if took else ():
        told.add_metric([str(quantile)], took[min(len(took) - 1, int(quantile * len(took)))])
    return told


def _outcomes(session: Session, _now: datetime) -> Metric:
    """Count replies by outcome; those older than a week are not kept."""
    told = GaugeMetricFamily(
        "siao_replies",
        "Turns of the last seven days by the outcome of the reply.",
        labels=["outcome"],
    )
    rows = session.execute(select(Reply.state, func.count()).group_by(Reply.state))
    counts = {str(state): int(count) for state, count in rows}
    for state in sorted({*counts, SENT, REFUSED, UNKNOWN, SILENT}):
        told.add_metric([state], counts.get(state, 0))
    return told


def _parked(session: Session, _now: datetime) -> Metric:
    query = select(func.count()).select_from(Parked)
    return _one("siao_parked", "Notices that wait for a next reply.", session.scalar(query))


def _drafts(session: Session, _now: datetime) -> Metric:
    query = select(func.count()).select_from(Draft)
    return _one("siao_drafts", "Forms begun and not finished.", session.scalar(query))


def _completed(session: Session, _now: datetime) -> Metric:
    query = select(func.count()).where(Submission.is_demo.is_(False))
    return _one("siao_drafts_completed", "Forms finished and kept.", session.scalar(query))


def _pushes_used(session: Session, _now: datetime) -> Metric:
    told = kept(session)
    return _maybe(
        "siao_pushes_used",
        "Messages pushed this month, as LINE told last.",
        None if told is None else told.allowance.used,
    )


def _pushes_allowed(session: Session, _now: datetime) -> Metric:
    told = kept(session)
    return _maybe(
        "siao_pushes_allowed",
        "Messages that may be pushed a month; absent without a limit.",
        None if told is None else told.allowance.allowed,
    )


def _pushes_fell(session: Session, _now: datetime) -> Metric:
    told = kept(session)
    return _maybe(
        "siao_pushes_fell_from",
        "Messages that the plan allowed a month before it fell; absent while it did not.",
        None if told is None else told.fell_from,
    )


def _pushes_age(session: Session, now: datetime) -> Metric:
    told = kept(session)
    return _maybe(
        "siao_pushes_age_seconds",
        "How long ago LINE told how many were pushed.",
        None if told is None else max(0.0, (now - told.at).total_seconds()),
    )


def _threads_waiting(session: Session, _now: datetime) -> Metric:
    count, _ = Threads(session).count_waiting()
    return _one("siao_threads_waiting", "Talks that nobody has taken to answer.", count)


def _threads_oldest(session: Session, now: datetime) -> Metric:
    _, since = Threads(session).count_waiting()
    return _one(
        "siao_threads_oldest_seconds",
        "How long the longest waiting talk has waited; 0 when none does.",
        0 if since is None else max(0.0, (now - since).total_seconds()),
    )


def _unsent_pushes(session: Session, _now: datetime) -> Metric:
    query = select(func.count()).where(Push.outcome_at.is_(None))
    return _one("siao_unsent_pushes", "Pushes without an outcome.", session.scalar(query))


def _one(name: str, told: str, value: float | None) -> Metric:
    return GaugeMetricFamily(name, told, value=float(value or 0))


def _maybe(name: str, told: str, value: float | None) -> Metric:
    """Tell a figure that may not be known: None is no sample."""
    metric = GaugeMetricFamily(name, told)
    if value is not None:
        metric.add_metric([], value)
    return metric


_LOOKS: Final[tuple[Callable[[Session, datetime], Metric], ...]] = (
    _waiting,
    _oldest,
    _set_aside,
    _delay,
    _outcomes,
    _parked,
    _drafts,
    _completed,
    _pushes_used,
    _pushes_allowed,
    _pushes_fell,
    _pushes_age,
    _threads_waiting,
    _threads_oldest,
    _unsent_pushes,
)
