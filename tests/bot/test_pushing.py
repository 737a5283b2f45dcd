"""Pushing: once, with one key, whatever LINE answers and whoever dies."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from bot.line.sender import Sender, Tried
from bot.pushing import Pusher
from bot.secrets import Keyring
from bot.simulator.faults import Fault, FaultKind
from bot.simulator.people import Contact as Friend
from bot.simulator.quota import Quota
from bot.simulator.server import serving
from bot.simulator.world import World
from bot.store import Store
from models.contact import Contact, Contacts
from models.inbox import Event
from models.outbox import Parked
from models.push import Push, Pushes
from tests.house import Watch

KEY = "11111111-1111-5111-8111-111111111111"


@dataclass(kw_only=True)
class Rig:
    """A pusher beside a pretend LINE, with one friend, nok, who is to be pushed to."""

    store: Store
    keys: Keyring
    world: World
    watch: Watch
    nok: Friend
    line: Sender
    woken: list[str] = field(default_factory=list)

    def pusher(self) -> Pusher:
        return Pusher(
            store=self.store,
            vault=self.keys,
            line=self.line,
            clock=self.watch,
            wake=self.woken.append,
        )

    def put(self, text: str = "hello", key: str = KEY, subject: str = "lines:a:b") -> None:
        with self.store.writing() as session:
            if session.get(Contact, "nok") is None:
                for name in ("nok", "helper"):
                    one = Contact(id=name, language="th", seen_on=self.watch().date())
                    Contacts(session).add(one, line_id=self.nok.user_id)
                session.flush()
            push = Push(
                id=key,
                contact_id="nok",
                asked_by="helper",
                subject=subject,
                made_at=self.watch(),
                again_at=self.watch(),
            )
            Pushes(session).add(push, json.dumps([{"type": "text", "text": text}]))

    def state(self, key: str = KEY) -> tuple[str, str, bool]:
        with self.store.thinking() as session:
            push = session.get_one(Push, key)
            return push.state, push.why, push.body is not None

    async def look(self, key: str = KEY) -> tuple[str, str, bool]:
        return await asyncio.to_thread(self.state, key)

    def shown(self) -> list[str]:
        return self.world.texts(self.nok.user_id)

    def keys_used(self) -> list[str | None]:
        return [one.retry_key for one in self.world.asked("push")]


@pytest.fixture
async def rig(store: Store, keys: Keyring) -> AsyncIterator[Rig]:
    watch = Watch()
    world = World(now=watch)
    nok = world.add_contact("nok")
    async with (
        serving(world) as base,
        Sender(base=base, token=world.channel.access_token, timeout_s=0.5) as line,
    ):
        rig = Rig(store=store, keys=keys, world=world, watch=watch, nok=nok, line=line)
        await asyncio.to_thread(rig.put)
        yield rig


async def test_a_push_is_sent_and_its_words_are_gone(rig: Rig) -> None:
    await rig.pusher().pass_once()
    await rig.pusher().pass_once()

    assert rig.shown() == ["hello"]
    assert await rig.look() == ("sent", "", False)


@pytest.mark.parametrize("kind", ["500", "503", "drop", "429_rate", "429_user"])
async def test_what_failed_is_tried_again_with_the_same_key(rig: Rig, kind: FaultKind) -> None:
    rig.world.faults.add(Fault(kind=kind, endpoint="push"))

    await rig.pusher().pass_once()
    assert (await rig.look())[0] == "waiting"
    rig.watch.move(timedelta(seconds=10))
    await rig.pusher().pass_once()

    assert rig.shown() == ["hello"]
    assert rig.keys_used() == [KEY, KEY]
    assert await rig.look() == ("sent", "", False)


@pytest.mark.parametrize("kind", ["accepted_then_500", "accepted_then_drop", "half"])
async def test_what_line_took_unseen_is_shown_once_and_counts_as_sent(
    rig: Rig, kind: FaultKind
) -> None:
    rig.world.faults.add(Fault(kind=kind, endpoint="push"))

    await rig.pusher().pass_once()
    rig.watch.move(timedelta(seconds=10))
    await rig.pusher().pass_once()

    assert rig.shown() == ["hello"]
    assert await rig.look() == ("sent", "", False)


async def test_a_pusher_that_died_between_claim_and_send_is_made_up_for(rig: Rig) -> None:
    dying = rig.pusher()
    assert await asyncio.to_thread(dying._lease) is not None  # noqa: SLF001  # and here it dies

    await rig.pusher().pass_once()
    assert rig.shown() == []
    rig.watch.move(timedelta(minutes=2))
    await rig.pusher().pass_once()

    assert rig.shown() == ["hello"]
    assert rig.keys_used() == [KEY]


async def test_a_pusher_that_died_after_sending_does_not_make_it_two(rig: Rig) -> None:
    dying = rig.pusher()
    job = await asyncio.to_thread(dying._lease)  # noqa: SLF001  # as above
    assert job is not None
    await rig.line.push(job.to, job.messages, job.id)

    rig.watch.move(timedelta(minutes=2))
    await rig.pusher().pass_once()

    assert rig.shown() == ["hello"]
    assert rig.keys_used() == [KEY, KEY]
    assert await rig.look() == ("sent", "", False)


async def test_two_pushers_at_once_send_each_push_once(rig: Rig) -> None:
    others = [f"{number}1111111-1111-5111-8111-111111111111" for number in range(2, 7)]
    for key in others:
        await asyncio.to_thread(rig.put, key[0], key)

    await asyncio.gather(rig.pusher().pass_once(), rig.pusher().pass_once())

    assert sorted(rig.shown()) == ["2", "3", "4", "5", "6", "hello"]
    assert len(rig.world.asked("push")) == 6


async def test_what_somebody_waits_for_goes_before_older_notices_of_reminders(rig: Rig) -> None:
    rig.watch.move(-timedelta(minutes=1))
    await asyncio.to_thread(rig.put, "notice", KEY.replace("1", "2", 1), "reminders")
    rig.watch.move(timedelta(minutes=1))

    await rig.pusher().pass_once()

    assert rig.shown() == ["hello", "notice"]


async def test_with_the_month_used_up_it_rides_and_whoever_asked_hears_of_it(rig: Rig) -> None:
    rig.world.quota = Quota(0)

    await rig.pusher().pass_once()

    assert await rig.look() == ("refused", "quota", False)
    assert rig.woken == ["helper"]
    parked, events = await asyncio.to_thread(_left, rig.store)
    assert parked == [("nok", "lines:a:b:held")]
    assert events == [("helper", f"push unsent:{KEY}")]


@pytest.mark.parametrize(
    ("before", "state", "rides"), [("429_rate", "refused", 1), ("500", "unknown", 0)]
)
async def test_what_may_have_arrived_before_the_month_was_used_up_does_not_ride_as_well(
    rig: Rig, before: FaultKind, state: str, rides: int
) -> None:
    rig.world.faults.add(Fault(kind=before, endpoint="push"))
    await rig.pusher().pass_once()
    rig.world.faults.add(Fault(kind="429_quota", endpoint="push"))
    rig.watch.move(timedelta(minutes=31))
    await rig.pusher().pass_once()

    def parked() -> int:
        with rig.store.thinking() as session:
            return len(session.scalars(select(Parked)).all())

    assert await rig.look() == (state, "quota", False)
    assert await asyncio.to_thread(parked) == rides


async def test_what_line_refuses_for_good_is_not_tried_again(rig: Rig) -> None:
    del rig.world.contacts[rig.nok.user_id]

    await rig.pusher().pass_once()
    rig.watch.move(timedelta(hours=1))
    await rig.pusher().pass_once()

    assert await rig.look() == ("refused", "400", False)
    assert len(rig.world.asked("push")) == 1


async def test_after_23_hours_it_is_unknown_and_never_sent_again(rig: Rig) -> None:
    rig.world.faults.add(Fault(kind="500", endpoint="push", times=None))

    for _ in range(40):
        await rig.pusher().pass_once()
        rig.watch.move(timedelta(hours=1))
    rig.world.faults.clear()
    await rig.pusher().pass_once()

    assert await rig.look() == ("unknown", "", False)
    assert rig.shown() == []


async def test_marks_are_kept_for_a_week(rig: Rig) -> None:
    await rig.pusher().pass_once()

    rig.watch.move(timedelta(days=6))
    await asyncio.to_thread(rig.pusher().forget)
    assert (await rig.look())[0] == "sent"
    rig.watch.move(timedelta(days=1))
    await asyncio.to_thread(rig.pusher().forget)

    assert await asyncio.to_thread(_count, rig.store) == 0


async def test_a_sender_tells_what_a_409_means(rig: Rig) -> None:
    messages = b'[{"type":"text","text":"x"}]'
    first = await rig.line.push(rig.nok.user_id, messages, KEY)
    again = await rig.line.push(rig.nok.user_id, messages, KEY)

    assert first.answer == "accepted"
    assert again == Tried(answer="accepted", request_id=first.request_id, status=409)


def _left(store: Store) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    with store.thinking() as session:
        parked = [(one.contact_id, one.subject) for one in session.scalars(select(Parked))]
        events = [(one.lane, one.event_id) for one in session.scalars(select(Event))]
        return parked, events


def _count(store: Store) -> int:
    with store.thinking() as session:
        return len(session.scalars(select(Push)).all())


async def test_what_is_leased_meanwhile_is_not_called_back(rig: Rig) -> None:
    def race() -> None:
        now = rig.watch()
        with rig.store.thinking() as session:
            back = Pushes(session).call_back("nok", "lines:a:b", now)
            with rig.store.writing() as other:
                assert Pushes(other).lease(now, now + timedelta(minutes=2)) is not None
            with pytest.raises(StaleDataError), rig.store.writing_in(session):
                pass
        assert back == {KEY}

    await asyncio.to_thread(race)
    assert (await rig.look())[0] == "trying"
