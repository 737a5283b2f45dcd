"""A house in which people are reminded: what is owed, and what became of every step of it."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from bot.ladders import load, put
from bot.simulator.phone import Phone
from bot.store import Store
from models.follow_up import FollowUp
from models.reminder import Reminder
from tests.handlers.needing import KHAM
from tests.house import BANGKOK, House

LADDER = """\
step,days,at,channel,waits,to,holiday
soon,-3,08:00,reply,0,assignee,any
today,0,08:00,push_untold,6,assignee,any
missed,1,08:00,push,6,assignee,any
buddy,3,08:00,reply,0,buddy,any
digest,7,08:00,reply,0,coordinator,any
"""
"""The ladder that ships, without regard to holidays."""


def climb(store: Store, ladder: str = LADDER, area: str = "") -> None:
    """Let this ladder count in an area."""
    load(store)
    with store.writing() as session:
        put(session, area, ladder)


def owe(
    store: Store,
    due_on: date,
    *,
    follow_up_id: str = "f1",
    person_id: str = KHAM,
    assignee_id: str | None = None,
    area: str = "3405",
    made_at: datetime,
) -> str:
    """Let something be owed to a person by a day, as a form would write it."""
    with store.writing() as session:
        session.add(
            FollowUp(
                id=follow_up_id,
                person_id=person_id,
                assignee_id=assignee_id,
                area=area,
                task="follow_up",
                subject=f"form:{follow_up_id}",
                opens_on=due_on - timedelta(days=7),
                due_on=due_on,
                lapses_on=due_on + timedelta(days=30),
                made_at=made_at,
            )
        )
    return follow_up_id


def steps(store: Store, follow_up_id: str = "f1") -> dict[str, str]:
    """Tell what became of each step: its outcome and reason, "waits" before it is due."""
    with store.thinking() as session:
        query = select(Reminder).where(Reminder.follow_up_id == follow_up_id)
        rows = session.scalars(query.order_by(Reminder.due_at, Reminder.step)).all()
        return {row.step: _told(row) for row in rows}


def _told(row: Reminder) -> str:
    return " ".join(
        filter(None, (row.outcome or ("in hand" if row.claimed_at else "waits"), row.reason))
    )


async def at(house: House, day: int, hour: int = 8, minute: int = 1) -> None:
    """Move the watch to an hour of a day of December 2026 (Bangkok), and let the clock do its work.

    Days below 1 are those of November: 0 is the 30th.
    """
    then = datetime(2026, 12, 1, hour, minute, tzinfo=BANGKOK) + timedelta(days=day - 1)
    assert then >= house.watch.at, "the watch never goes back"
    house.watch.at = then
    await tick(house)


async def tick(house: House) -> None:
    """Let the clock do its work until nothing is due."""
    for _ in range(5):
        await house.app.reminding.pass_once()
        await house.settle()


async def says(house: House, phone: Phone, text: str) -> str:
    """Let somebody type, and give back the whole answer."""
    before = len(house.heard(phone))
    await phone.type(text)
    return "\n".join(house.heard(phone)[before:])
