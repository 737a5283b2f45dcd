"""A house in which something is owed: rules are loaded, small forms published, people noted."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from bot.rules import load
from bot.simulator.buttons import Button
from bot.simulator.phone import Phone
from bot.store import Store
from dialogue.tap import Tap
from models.follow_up import FollowUp
from models.rule import Rules
from tests.handlers.needing import KHAM
from tests.house import BANGKOK, House, checked

TODAY = date(2026, 11, 25)  # the day on which a house begins

BIRTH = """\
| survey | | | | | | |
| | type | name | label | bind::line:keep | bind::line:index | required |
| | select_one_from_file persons.csv | person | ใคร | | | |
| | date | birth | คลอดวันไหน | 90d | | |
| | date | next_visit | นัดวันไหน | | yes | |
| settings | | | |
| | form_id | form_title | version | namespaces |
| | postpartum | หลังคลอด · ຫຼັງເກີດ | 1 | line="https://siao.example/line" |
"""
MOOD = """\
| survey | | | | |
| | type | name | label | bind::line:index |
| | select_one_from_file persons.csv | person | ใคร | |
| | select_one band | q9_band | อารมณ์ | |
| choices | | | |
| | list_name | name | label |
| | band | none | ปกติ |
| | band | mild | น้อย |
| settings | | | |
| | form_id | form_title | version | namespaces |
| | depression_2q_9q | อารมณ์ · ອາລົມ | 1 | line="https://siao.example/line" |
"""
CHILD = BIRTH.replace("90d", "no").replace(
    "| postpartum | หลังคลอด · ຫຼັງເກີດ", "| child_vaccines | วัคซีน · ວັກຊີນ"
)
OWED = """\
| survey | | | |
| | type | name | label |
| | select_one_from_file followups.csv | what | เรื่องไหน |
| settings | | | |
| | form_id | form_title | version |
| | owed | งานค้าง · ວຽກຄ້າງ | 1 |
"""


def day(number: int) -> date:
    """Give the day so many days from the first."""
    return TODAY + timedelta(days=number)


async def publish(house: House, *sources: str) -> None:
    """Publish forms that are written like these."""
    for source in sources:
        form = await house.apart(checked, source.encode(), "form.md")
        assert form.xform is not None, form.findings
        assert form.identity is not None
        await house.apart(house.publish, form.identity.form_id, form.identity.title, form.xform)


def settle(store: Store, *codes: str, area: str = "34") -> None:
    """Load the rules that ship, and switch these on in an area, as if they always had been."""
    load(store)
    with store.writing() as session:
        for code in codes:
            row = Rules(session).switch(code, area, TODAY - timedelta(days=365), is_on=True)
            row.cursor = None


def owed(store: Store, person_id: str = KHAM) -> dict[str, str]:
    """Tell how all stands that is or was owed to a person: the status by subject."""
    with store.thinking() as session:
        rows = session.scalars(select(FollowUp).where(FollowUp.person_id == person_id))
        return {row.subject: row.status for row in rows}


def move_to(house: House, number: int, hour: int = 12) -> None:
    """Move the watch on to an hour of the day so many days from the first."""
    then = datetime.combine(day(number), datetime.min.time(), tzinfo=BANGKOK)
    house.watch.at = max(house.watch.at, then + timedelta(hours=hour))


async def fill(phone: Phone, form_id: str, *answers: str) -> None:
    """Fill in a form from its first question to its last, which saves it."""
    await phone.type(form_id)
    for answer in answers:
        await phone.type(answer)


def button(act: str, value: str) -> Button:
    """Make a button that was never shown."""
    action = {"type": "postback", "label": "x", "data": Tap(act=act, value=value).data()}
    return Button(label="x", action=action, quick=True)
