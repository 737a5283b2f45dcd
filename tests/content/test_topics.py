"""The topics that ship, said to a phone: each fits LINE, and says what to do next."""

from typing import Final

import pytest

from bot.secrets import Keyring
from bot.shipped import CONTENT
from bot.store import Store
from bot.topics import load
from dialogue.topics.groups import GROUPS
from dialogue.topics.reading import read_file
from dialogue.topics.topic import SMALL_TALK, Topic
from tests.handlers.pressing import press
from tests.house import open_house

TOPICS: Final = [
    read_file(path.read_text("utf-8"), path.stem)
    for path in sorted((CONTENT / "topics").glob("*.toml"))
]
PRIVATE: Final = frozenset(
    {"sti_hiv", "unplanned_pregnancy", "violence", "no_documents", "work_permit"}
)


@pytest.mark.parametrize("language", ["ไทย", "ລາວ"])
async def test_every_topic_is_said_whole_within_the_limits_of_line(
    language: str, lite: Store, keys: Keyring
) -> None:
    spoken = "lo" if language == "ລາວ" else "th"
    async with open_house(lite, keys) as house:
        await house.apart(load, lite, house.watch())
        phone = house.phone("malee")
        await phone.follow()
        await phone.tap(language)
        for topic in TOPICS:
            for act, both in (
                ("topic", topic.answer),
                ("topic.plain", topic.plainer),
                ("topic.more", topic.where or topic.title),
            ):
                before = len(house.heard(phone))
                await press(phone, act, topic.id)

                heard = "\n".join(house.heard(phone)[before:])
                assert both.spoken(spoken).strip() in heard, (topic.id, act)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
def test_a_topic_is_private_where_it_must_be_and_stays_only_where_it_may(topic: Topic) -> None:
    assert topic.is_private == (topic.id in PRIVATE)
    if topic.stays:
        assert topic.id in {"emergency", "violence", "find_care"}


def test_every_topic_that_ships_stands_in_a_group() -> None:
    grouped = {one for ids in GROUPS.values() for one in ids}

    assert {topic.id for topic in TOPICS} - SMALL_TALK == grouped
