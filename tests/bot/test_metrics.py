"""Figures for Prometheus: the text, and what it counts."""

import re
from datetime import timedelta

from bot.line.account import Allowance
from bot.metrics import Figures
from bot.pushes import Kept, keep
from bot.secrets import Keyring
from bot.store import Store
from models.outbox import SENT, Reply
from tests.events import AT, drained, note, turns, wrote

BODIES = {"taken": 3, "refused": 1, "elsewhere": 0}


def figures(store: Store, *, after: timedelta = timedelta()) -> dict[str, float]:
    """Read the figures as Prometheus would."""
    shown = Figures(store=store, clock=lambda: AT + after, bodies=BODIES).show()
    lines = bytes(shown.body).decode().splitlines()
    pairs = [line.rsplit(" ", 1) for line in lines if not line.startswith("#")]
    return {name: float(value) for name, value in pairs}


def test_what_waits_is_counted_with_its_age(store: Store, keys: Keyring) -> None:
    note(store, keys, [wrote("hello"), wrote("again", number=2)])

    told = figures(store, after=timedelta(seconds=42))

    assert told["siao_events_undone"] == 2
    assert told["siao_oldest_undone_seconds"] == 42


def test_an_empty_database_has_figures_too(store: Store) -> None:
    told = figures(store)

    assert told["siao_database_up"] == 1
    assert told["siao_oldest_undone_seconds"] == 0
    assert told['siao_replies{outcome="sent"}'] == 0
    assert not [name for name in told if name.startswith("siao_inbox_lag")]


def test_replies_are_counted_by_outcome_and_their_delay_is_told(
    store: Store, keys: Keyring
) -> None:
    note(store, keys, [wrote("hello"), wrote("again", number=2)])
    drained(turns(store, keys))
    with store.writing() as session:
        for seconds, reply in enumerate(session.query(Reply).order_by(Reply.seq)):
            reply.state, reply.outcome_at = SENT, AT + timedelta(seconds=1 + seconds)

    told = figures(store)

    assert told['siao_replies{outcome="sent"}'] == 2
    assert told["siao_events_undone"] == 0
    assert told['siao_inbox_lag_seconds{quantile="0.5"}'] == 2
    assert told['siao_inbox_lag_seconds{quantile="1.0"}'] == 2


def test_pushes_are_told_as_line_told_last(store: Store) -> None:
    with store.writing() as session:
        keep(session, Kept(allowance=Allowance(allowed=300, used=41), at=AT))

    told = figures(store, after=timedelta(seconds=90))

    assert told["siao_pushes_used"] == 41
    assert told["siao_pushes_allowed"] == 300
    assert told["siao_pushes_age_seconds"] == 90


def test_a_plan_without_a_limit_has_no_figure_of_it(store: Store) -> None:
    with store.writing() as session:
        keep(session, Kept(allowance=Allowance(allowed=None, used=0), at=AT))

    told = figures(store)

    assert told["siao_pushes_used"] == 0
    assert "siao_pushes_allowed" not in told


def test_what_line_never_told_is_no_figure(store: Store) -> None:
    assert not [name for name in figures(store) if name.startswith("siao_pushes")]


def test_bodies_are_those_of_this_process(lite: Store) -> None:
    told = figures(lite)

    assert told['siao_webhook_bodies_total{fate="taken"}'] == 3
    assert told['siao_webhook_bodies_total{fate="refused"}'] == 1


def test_a_database_that_is_away_is_told_and_no_fault(lite: Store) -> None:
    with lite.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE inbox")

    told = figures(lite)

    assert told["siao_database_up"] == 0
    assert told['siao_webhook_bodies_total{fate="taken"}'] == 3


def test_no_figure_bears_a_name_of_anybody(store: Store, keys: Keyring) -> None:
    note(store, keys, [wrote("ยายแดง")])
    drained(turns(store, keys))

    shown = Figures(store=store, clock=lambda: AT, bodies=BODIES).show()

    text = bytes(shown.body).decode()
    assert "ยายแดง" not in text
    assert "lane-a" not in text
    assert not re.search(r"U[0-9a-f]{32}", text)
