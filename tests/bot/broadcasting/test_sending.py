"""Broadcasts: each person once, whatever LINE answers and whoever dies."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from bot.broadcasting import freezing
from bot.calendar_words import date_words
from bot.simulator.faults import Fault, FaultKind
from bot.simulator.quota import Quota
from dialogue.broadcasting.audience import Audience
from models.broadcast import Broadcast, Broadcasts
from models.contact import Contact
from models.organization import Membership, Memberships, Organization
from tests.bot.broadcasting.broadcasts import BANGKOK, HELD, TEXTS, Rig

PEOPLE = [f"p{number}" for number in range(7)]


@contextmanager
def written(rig: Rig) -> Iterator[Session]:
    """Write as somebody beside the broadcaster."""
    with Session(rig.store.engine, info={"vault": rig.keys}) as session, session.begin():
        if rig.store.is_sqlite:
            session.connection().exec_driver_sql("BEGIN IMMEDIATE")
        yield session


async def ready(rig: Rig, *, is_personal: bool = False, repeats: str = "") -> None:
    """Let seven people follow, one of them in Lao, and hold a broadcast until its time."""
    await asyncio.to_thread(rig.meet, *PEOPLE[:6])
    await asyncio.to_thread(rig.meet, PEOPLE[6], language="lo")
    await asyncio.to_thread(
        lambda: rig.make(by=rig.of("p0"), is_personal=is_personal, repeats=repeats)
    )
    rig.watch.move(HELD)


@pytest.mark.usefixtures("small")
async def test_everybody_gets_it_once_in_their_language_and_its_maker_is_told(rig: Rig) -> None:
    await asyncio.to_thread(rig.meet, "gone", follows=False)
    await asyncio.to_thread(rig.meet, "silent", wants_notices=False)
    await ready(rig)

    await rig.send()
    await rig.send()

    assert rig.got() == {**dict.fromkeys(PEOPLE, 1), "gone": 0, "silent": 0}
    assert rig.world.texts(rig.ids["p6"]) == ["hello lo"]
    assert await rig.look() == (("sent", ""), {"accepted": 7})
    assert rig.woken == [rig.of("p0")]


async def test_what_is_held_is_not_sent_and_can_be_undone(rig: Rig) -> None:
    await ready(rig)
    rig.watch.move(-timedelta(seconds=1))
    await rig.send()
    with written(rig) as session:
        assert Broadcasts(session).undo("b")

    rig.watch.move(HELD)
    await rig.send()

    assert await rig.look() == (("draft", ""), {})
    assert rig.got().total() == 0


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "kind", ["500", "drop", "429_rate", "429_user", "accepted_then_500", "half"]
)
async def test_what_failed_is_tried_again_with_the_same_key(rig: Rig, kind: FaultKind) -> None:
    await ready(rig)
    rig.world.faults.add(Fault(kind=kind, endpoint="multicast", times=2))

    await rig.send()
    rig.watch.move(timedelta(minutes=31))
    await rig.send()

    assert rig.got() == dict.fromkeys(PEOPLE, 1)
    assert await rig.look() == (("sent", ""), {"accepted": 7})
    used = [one.retry_key for one in rig.world.asked("multicast")]
    assert len(set(used)) == len(used) - 2


@pytest.mark.usefixtures("small")
async def test_what_line_never_answers_is_unknown_after_a_day_and_not_sent_again(rig: Rig) -> None:
    await ready(rig)
    rig.world.faults.add(Fault(kind="500", endpoint="multicast", times=None))

    for _ in range(40):
        await rig.send()
        rig.watch.move(timedelta(hours=1))
    rig.world.faults.clear()
    await rig.send()

    assert await rig.look() == (("sent", ""), {"unknown": 7})
    assert rig.got().total() == 0


@pytest.mark.parametrize(
    ("before", "state"), [("429_rate", "not_sent"), ("accepted_then_500", "unknown")]
)
async def test_a_month_used_up_after_a_try_that_may_have_arrived_is_not_repeated(
    rig: Rig, before: FaultKind, state: str
) -> None:
    await ready(rig)
    rig.world.faults.add(Fault(kind=before, endpoint="multicast", times=2))
    await rig.send()
    rig.world.faults.add(Fault(kind="429_quota", endpoint="multicast", times=None))
    rig.watch.move(timedelta(minutes=31))
    await rig.send()

    assert await rig.look() == (("sent", ""), {state: 7})


async def test_what_line_refused_for_a_day_certainly_failed_and_can_be_repeated(rig: Rig) -> None:
    await ready(rig)
    rig.world.faults.add(Fault(kind="429_rate", endpoint="multicast", times=None))

    for _ in range(40):
        await rig.send()
        rig.watch.move(timedelta(hours=1))

    assert await rig.look() == (("sent", ""), {"failed": 7})


async def test_a_bad_id_stands_alone_at_the_end(rig: Rig) -> None:
    await ready(rig)
    del rig.world.contacts[rig.ids["p3"]]

    await rig.send()

    assert await rig.look() == (("sent", ""), {"accepted": 6, "failed": 1})
    assert {name for name in PEOPLE if name != "p3" and rig.got()[name] != 1} == set()


@pytest.mark.usefixtures("small")
async def test_when_the_month_is_used_up_the_rest_is_not_sent_and_can_be_repeated(rig: Rig) -> None:
    await ready(rig)
    rig.world.quota = Quota(4)

    await rig.send()
    state, people = await rig.look()
    rig.world.quota = Quota(None)
    with written(rig) as session:
        for _ in range(2):  # a double tap
            made = Broadcasts(session).repeat_failed(
                "b", new_id="again", by=rig.of("p0"), now=rig.watch()
            )
            session.flush()
            assert made is not None
            assert made.counted == people["not_sent"]
        Broadcasts(session).hold("again", rig.watch())
    rig.watch.move(HELD)
    await rig.send()

    assert state == ("sent", "")
    assert people["accepted"] + people["not_sent"] == 7
    assert 0 < people["accepted"] <= 4
    assert rig.got() == dict.fromkeys(PEOPLE, 1)


@pytest.mark.usefixtures("small")
async def test_it_stops_at_the_edge_of_a_chunk(rig: Rig) -> None:
    await ready(rig)
    rig.world.faults.add(Fault(kind="429_rate", endpoint="multicast", times=None))
    await rig.send()
    rig.world.faults.clear()

    with written(rig) as session:
        assert Broadcasts(session).cancel("b", rig.watch())
    rig.watch.move(timedelta(hours=1))
    await rig.send()

    assert (await rig.look())[0] == ("cancelled", "asked")
    assert rig.got().total() == 0


async def test_who_unfollowed_after_the_freezing_is_left_out(rig: Rig) -> None:
    await ready(rig)
    broadcaster = rig.broadcaster()
    await asyncio.to_thread(broadcaster.begin)
    freezer = freezing.Freezer(store=rig.store, clock=rig.watch, zone=BANGKOK)
    await asyncio.to_thread(freezer.freeze, "b")
    with written(rig) as session:
        session.get_one(Contact, rig.of("p1")).follows = False

    await rig.send()

    assert await rig.look() == (("sent", ""), {"accepted": 6})
    assert rig.got()["p1"] == 0


async def test_a_personal_one_is_a_push_to_each_with_their_words(rig: Rig) -> None:
    await ready(rig, is_personal=True)
    said = {"th": [{"type": "text", "text": "{name} {date}"}]}
    with written(rig) as session:
        one = session.get_one(Broadcast, "b")
        one.messages, one.fallback = json.dumps(said), "th"
        session.add(Organization(id="o", name="o"))
        role = Membership(
            id="m",
            contact_id=rig.of("p1"),
            organization_id="o",
            role="volunteer",
            area="90",
            joined_at=rig.watch(),
        )
        Memberships(session).add(role, name='นก "น้อย"')

    await rig.send()

    day = date_words(rig.watch().astimezone(BANGKOK).date(), "th")
    assert rig.world.texts(rig.ids["p1"]) == [f'นก "น้อย" {day}']
    assert rig.world.texts(rig.ids["p2"]) == [f"คุณ {day}"]
    assert len(rig.world.asked("push")) == 7


@pytest.mark.usefixtures("small")
async def test_two_clocks_at_once_do_no_harm(rig: Rig) -> None:
    await ready(rig, repeats="weekly:0")

    for _ in range(3):
        await asyncio.gather(rig.send(), rig.send(), return_exceptions=True)

    assert rig.got() == dict.fromkeys(PEOPLE, 1)
    assert (await rig.look())[0] == ("sent", "")
    assert await asyncio.to_thread(_held, rig) == 1


def _held(rig: Rig) -> int:
    with rig.store.thinking() as session:
        query = select(func.count()).select_from(Broadcast).where(Broadcast.state == "held")
        return session.scalar(query) or 0


async def test_what_is_half_a_day_late_is_called_off(rig: Rig) -> None:
    await ready(rig)
    rig.watch.move(timedelta(hours=12, minutes=1))

    await rig.send()

    assert await rig.look() == (("cancelled", "late"), {})
    assert rig.woken == []


async def test_of_two_who_approve_at_once_one_does_and_never_its_maker(rig: Rig) -> None:
    with written(rig) as session:
        for name in ("maker", "one", "other"):
            session.add(Contact(id=name, seen_on=rig.watch().date()))
        shelf = Broadcasts(session)
        audience = Audience(areas=("90",)).to_json()
        made = Broadcast(id="b", made_by="maker", audience=audience, made_at=rig.watch())
        shelf.add(made, TEXTS)
        shelf.ask("b")
        assert not shelf.approve("b", "maker", rig.watch())
    both = threading.Barrier(2)

    def approve(by: str) -> bool:
        with rig.store.thinking() as session:
            did = Broadcasts(session).approve("b", by, rig.watch())
            both.wait(timeout=10)
            try:
                with rig.store.writing_in(session):
                    return did
            except StaleDataError:
                return False

    won = await asyncio.gather(*(asyncio.to_thread(approve, by) for by in ("one", "other")))

    assert sorted(won) == [False, True]
    with written(rig) as session:
        approved_by = session.get_one(Broadcast, "b").approved_by
    assert approved_by == ("one", "other")[won.index(True)]
