"""Whole talks, in Thai and in Lao, on both databases."""

from pathlib import Path

import pytest

from bot.facility_content import load as load_facilities
from bot.rules import load
from bot.secrets import Keyring
from bot.store import Store
from tests.areas import load as load_areas
from tests.asking import bring_topics, understand
from tests.content.shipped import checked
from tests.handlers.conftest import XFORM
from tests.handlers.needing import put
from tests.handlers.owing import settle
from tests.handlers.reminding import climb
from tests.house import open_house
from tests.people import Dweller, dwell
from tests.plans import scans
from tests.talking import TALKS, Talk

EIGHT_Q = XFORM.replace(
    "<bind nodeset=",
    '<bind xmlns:line="https://siao.example/line" line:permission="8q" nodeset=',
    1,
)
"""A small form that only those with a permission begin."""

HOMES = {
    "th": (
        Dweller(name="ยายแดง", born=1950, groups="elderly", speaks="lo", consent=""),
        Dweller(name="ตาดำ", born=1948, sex="male", groups="elderly"),
        Dweller(name="แม่นก", born=1996, groups="pregnant migrant"),
        Dweller(name="น้องเอ", born=2022, groups="child", consent="parent"),
        Dweller(name="ลุงชัย", born=1990, sex="male", groups="informal_worker"),
    ),
    "lo": (
        Dweller(name="ແມ່ຕູ້ແດງ", born=1950, groups="elderly", speaks="lo", consent=""),
        Dweller(name="ພໍ່ຕູ້ດຳ", born=1948, sex="male", groups="elderly"),
        Dweller(name="ເອື້ອຍນົກ", born=1996, groups="pregnant migrant"),
        Dweller(name="ນ້ອງເອ", born=2022, groups="child", consent="parent"),
        Dweller(name="ລຸງໄຊ", born=1990, sex="male", groups="informal_worker"),
    ),
}
"""Five people of one home, H-7, for talks about visits."""

VILLAGES = {"th": "โนนสำราญ", "lo": "ໂນນສຳລານ"}

SELDOM = ("broadcast", "send_a_list", "publish", "form_with", "my_data", "consent", "ask_teach")
"""Talks that may go through a table that grows: of coordinators, and about erasing."""

ALL = sorted(TALKS.rglob("*.talk"))


@pytest.mark.parametrize("talk", ALL, ids=lambda path: f"{path.parent.name}-{path.stem}")
async def test_a_talk_goes_as_it_is_written(
    talk: Path, store: Store, keys: Keyring, home_visit: str
) -> None:
    async with open_house(store, keys, understand=understand) as house:
        await house.apart(house.publish, "home_visit", "เยี่ยมบ้าน · ຢ້ຽມບ້ານ", home_visit)
        await house.apart(house.invite, "VNTEE00001")
        await house.apart(house.invite, "CRDNT00001", "coordinator")

        if talk.stem == "team":
            await house.apart(house.publish, "suicide_8q", "แบบ 8Q", EIGHT_Q)
        if talk.stem == "follow_ups":
            await house.apart(settle, store)
            await house.apart(put, store)

        if talk.stem == "reminders":
            await house.apart(settle, store)
            await house.apart(climb, store)

        if talk.stem == "rights":
            xform = checked("rights_path").xform or ""
            await house.apart(house.publish, "rights_path", "สิทธิของฉัน · ສິດຂອງຂ້ອຍ", xform)
        if talk.stem == "need_met":
            await house.apart(load, house.store)

        if talk.stem.startswith("ask_"):
            await house.apart(bring_topics, store, house.watch())

        if talk.stem.startswith("visit_"):
            home = HOMES[talk.parent.name]
            await house.apart(load, store)
            await house.apart(dwell, house, home, village=VILLAGES[talk.parent.name])

        if talk.stem.startswith(("care", "facility_", "broadcast_monthly")):
            await house.apart(load_areas, store)
        if talk.stem.startswith(("care", "facility_")):
            await house.apart(load_facilities, store)

        with scans(store) as found:
            await Talk(house, house.phone("someone")).play(talk)
        assert not found or talk.stem.startswith(SELDOM)


def test_every_talk_exists_in_both_languages() -> None:
    names: dict[str, set[str]] = {path.parent.name: set() for path in ALL}
    for path in ALL:
        names[path.parent.name].add(path.stem)

    assert names["th"] == names["lo"]
