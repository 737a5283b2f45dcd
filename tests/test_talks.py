"""Whole talks, in Thai and in Lao, on both databases."""

from pathlib import Path

import pytest

from bot.secrets import Keyring
from bot.store import Store
from tests.house import open_house
from tests.talking import TALKS, Talk

ALL = sorted(TALKS.rglob("*.talk"))


@pytest.mark.parametrize("talk", ALL, ids=lambda path: f"{path.parent.name}-{path.stem}")
async def test_a_talk_goes_as_it_is_written(
    talk: Path, store: Store, keys: Keyring, home_visit: str
) -> None:
    async with open_house(store, keys) as house:
        await house.apart(house.publish, "home_visit", "เยี่ยมบ้าน · ຢ້ຽມບ້ານ", home_visit)
        await house.apart(house.invite, "VNTEE00001")
        await house.apart(house.invite, "CRDNT00001", "coordinator")

        await Talk(house, house.phone("someone")).play(talk)


def test_every_talk_exists_in_both_languages() -> None:
    names: dict[str, set[str]] = {path.parent.name: set() for path in ALL}
    for path in ALL:
        names[path.parent.name].add(path.stem)

    assert names["th"] == names["lo"]
