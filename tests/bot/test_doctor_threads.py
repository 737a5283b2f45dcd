"""What the doctor and the figures tell of talks with a person, and of pushes."""

from datetime import timedelta

from bot.doctor.threads import of_pushes, of_threads
from bot.metrics import Figures
from bot.store import Store
from models.contact import Contact
from models.push import Push, Pushes
from models.thread import Thread
from tests.events import AT


def ask(store: Store, *names: str) -> None:
    """Let visitors wait, each an hour after the one before."""
    with store.writing() as session:
        for hours, name in enumerate(names):
            at = AT + timedelta(hours=hours)
            session.add(Contact(id=name, language="th", seen_on=AT.date()))
            session.add(
                Thread(
                    id=name, code=name, contact_id=name, language="th", opened_at=at, touched_at=at
                )
            )


def push(store: Store) -> None:
    with store.writing() as session:
        session.add(Contact(id="nok", language="th", seen_on=AT.date()))
        session.flush()
        one = Push(id="key", contact_id="nok", subject="lines:a:b", made_at=AT, again_at=AT)
        Pushes(session).add(one, "[]")


def figures(store: Store, *, after: timedelta) -> dict[str, float]:
    shown = Figures(store=store, clock=lambda: AT + after, bodies={}).show()
    lines = bytes(shown.body).decode().splitlines()
    pairs = [line.rsplit(" ", 1) for line in lines if not line.startswith("#")]
    return {name: float(value) for name, value in pairs}


def test_where_nobody_waits_all_is_well(lite: Store) -> None:
    with lite.thinking() as session:
        assert of_threads(session, AT).health == "well"
        assert of_pushes(session, AT).health == "well"


def test_who_waits_is_counted_with_the_longest_wait(lite: Store) -> None:
    ask(lite, "a", "b", "c")

    with lite.thinking() as session:
        soon = of_threads(session, AT + timedelta(hours=3))
        late = of_threads(session, AT + timedelta(hours=9))

    assert (soon.health, late.health) == ("note", "ill")
    assert soon.told == "3 wait for an answer by a person, the first for 3 hours"


def test_pushes_that_stand_are_told_after_ten_minutes(lite: Store) -> None:
    push(lite)

    with lite.thinking() as session:
        assert of_pushes(session, AT + timedelta(minutes=10)).health == "well"
        assert of_pushes(session, AT + timedelta(minutes=11)).health == "note"


def test_the_figures_tell_the_same(lite: Store) -> None:
    ask(lite, "a", "b")
    push(lite)

    told = figures(lite, after=timedelta(hours=2))

    assert told["siao_threads_waiting"] == 2
    assert told["siao_threads_oldest_seconds"] == 7_200
    assert told["siao_unsent_pushes"] == 1
