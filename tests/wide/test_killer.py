"""An event that kills its worker, among many workers: it is set aside, and all else goes on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.clock import now
from bot.simulator.people import Contact
from bot.simulator.phone import Phone
from models.form import Forms, FormVersion
from models.inbox import DONE, SET_ASIDE, Event
from models.invite import Invite
from models.organization import Organization
from tests.crash.mortal import KILLER
from tests.dialogue.xforms.building import ask, xform
from tests.house import THINKING
from tests.wide.fleet import Fleet, Member

FORM = xform(
    "<name/><town/>",
    root='id="small" version="1"',
    body=ask("name", "ชื่อเล่นอะไร") + ask("town", "อยู่บ้านไหน"),
)
CODE = "VNTEE00001"
FIRST, SECOND = "คำถามที่ 1/2\nชื่อเล่นอะไร", "คำถามที่ 2/2\nอยู่บ้านไหน"
SORRY = "ขอโทษ ระบบของเราขัดข้อง จึงใช้ข้อความนี้ไม่ได้ คำตอบก่อนหน้านี้ยังเก็บไว้"
CAME_BEFORE = "ข้อความนี้มาก่อนคำถาม ใช้เป็นคำตอบไหม"
LATER = timedelta(minutes=5)  # more than it takes until the apology is read

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.timeout(300),
    pytest.mark.parametrize("database_url", ["postgres"], indirect=True),
]


@dataclass(kw_only=True)
class Supervisor:
    """Starts another worker whenever one dies, as systemd or a host does."""

    fleet: Fleet
    deaths: asyncio.Queue[int] = field(default_factory=asyncio.Queue)

    async def watch(self, worker: Member) -> None:
        """Have somebody at work in this worker's place for ever."""
        while True:
            self.deaths.put_nowait(await worker.process.wait())
            worker = await self.fleet.begin("worker")


@asynccontextmanager
async def supervised(fleet: Fleet, workers: list[Member]) -> AsyncIterator[Supervisor]:
    supervisor = Supervisor(fleet=fleet)
    watching = [asyncio.create_task(supervisor.watch(worker)) for worker in workers]
    yield supervisor
    for task in watching:
        task.cancel()
    await asyncio.wait(watching)


def prepare(fleet: Fleet) -> None:
    """Publish a form of two questions, and make an invitation."""
    at = fleet.watch()
    with fleet.store.writing() as session:
        session.add(Organization(id="org", name="เสี่ยวสุขภาพ"))
        session.add(
            Invite(
                id="invite",
                code_hash=fleet.keys.hashed(f"invite:{CODE}"),
                role="volunteer",
                area="3405",
                organization_id="org",
                made_at=at,
                expires_at=at + timedelta(days=7),
            )
        )
        Forms(session).publish(
            FormVersion(
                id="small-1",
                form_id="small",
                version="1",
                title="แบบเล็ก",
                xform=FORM,
                workbook=b"",
                workbook_name="small.md",
                published_at=at,
            )
        )


async def in_a_form(fleet: Fleet) -> Phone:
    """Let somebody join, and begin a form."""
    phone = fleet.phone("somsri")
    await phone.follow()
    await fleet.rested()
    for tap, text in (("ไทย", None), (None, CODE), (None, "small")):
        fleet.watch.move(THINKING)
        await (phone.tap(tap) if tap else phone.type(text or ""))
        await fleet.rested()
    fleet.watch.move(THINKING)
    return phone


async def everybody_says(fleet: Fleet, people: list[Contact], *texts: str) -> None:
    for text in texts:
        await asyncio.gather(*(fleet.say(person, text) for person in people))


def events_of(fleet: Fleet, phone: Phone) -> list[Event]:
    lane = fleet.lane(phone.contact)
    with fleet.store.thinking() as session:
        return list(session.scalars(select(Event).where(Event.lane == lane).order_by(Event.seq)))


async def test_an_event_that_kills_every_worker_is_set_aside_and_harms_nobody_else(
    fleet: Fleet,
) -> None:
    fleet.modules["worker"] = "tests.wide.mortal"
    fleet.watch.at = now()  # the clocks of the processes are real, and erase what is too old
    await asyncio.to_thread(prepare, fleet)
    workers = (await fleet.start("worker", "worker", "web", "clock"))[:2]
    others = [fleet.world.add_contact(f"person {number}") for number in range(8)]
    somsri = await in_a_form(fleet)

    async with supervised(fleet, workers) as supervisor:
        await everybody_says(fleet, others, "one")
        killer = await somsri.type(KILLER)
        fleet.watch.move(timedelta(seconds=1))
        await somsri.type("still there?")
        for death in ("first", "second", "third"):
            await everybody_says(fleet, others, f"before the {death}", f"until the {death}")
            assert await supervisor.deaths.get() == -9
        await everybody_says(fleet, others, "last")
        await fleet.rested()
        fleet.watch.move(LATER)
        await somsri.type("แดง")
        await fleet.rested()
        assert supervisor.deaths.empty()

    events = await asyncio.to_thread(events_of, fleet, somsri)
    assert [event.state for event in events] == [DONE] * 4 + [SET_ASIDE, DONE, DONE]
    aside = events[4]
    assert aside.event_id == killer["webhookEventId"]
    assert (aside.tries, aside.trouble) == (2, "killed the process")
    heard = fleet.world.texts(somsri.contact.user_id)
    assert heard[-5:] == [FIRST, SORRY, FIRST, CAME_BEFORE, SECOND]
    ledger = await fleet.ledger(others)
    assert not ledger.harm
    assert ledger.outcomes.total() == 8 * 8
    assert set(ledger.outcomes) <= {"sent", "unknown"}
