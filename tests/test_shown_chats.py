"""The chats that the documents show of broadcasts: word for word what is said."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from bot.secrets import Keyring
from bot.simulator.buttons import buttons_of
from bot.simulator.phone import Phone
from bot.store import Store
from tests.areas import load as load_areas
from tests.handlers.members import member
from tests.house import House, open_house

HOUSE: Final = Path(__file__).parent.parent
NAMES: Final = {
    "คุณ": ("เสี่ยว", "ไทย", "มาลี", "นก"),
    "ເຈົ້າ": ("ສ່ຽວ", "ລາວ", "ມາລີ", "ນົກ"),
}
"""By what a person is called in a chat: the bot, the language, the coordinator, a volunteer."""

_EDGE: Final = 8  # letters before what is said


def chats() -> list[str]:
    section = (HOUSE / "README.md").read_text("utf-8").split("\n## Broadcasts\n")[1]
    texts = section.split("\n## ")[0], (HOUSE / "docs/broadcasts.md").read_text("utf-8")
    found = [chat for text in texts for chat in re.findall(r"```\n(.*?)```", text, re.DOTALL)]
    return [chat for chat in found if chat.startswith(tuple(NAMES))]


def lines_of(message: Mapping[str, Any]) -> Iterator[str]:
    """Write a message of the bot as the documents do."""
    if message["type"] == "image":
        yield "(🖼)"
    elif message["type"] == "flex":
        labels = (f"[{one.label}]" for one in buttons_of(message, last=False))
        yield " ".join((f"({message['altText']})", *labels))
    else:
        yield from str(message["text"]).splitlines()
    quick = message.get("quickReply", {"items": []})["items"]
    if quick:
        yield " ".join(f"[{item['action']['label']}]" for item in quick)


async def done(house: House, phone: Phone, what: str) -> None:
    """Tap the button that is called so, send a picture, or type."""
    if what == "(🖼)":
        await phone.send_picture()
        await house.fetch()
    elif what in {button.label for button in phone.buttons()}:
        await phone.tap(what)
    else:
        await phone.type(what)


@pytest.mark.parametrize("chat", chats(), ids=lambda chat: chat.split("\n")[0][_EDGE:])
async def test_a_chat_is_shown_as_it_goes(chat: str, lite: Store, keys: Keyring) -> None:
    person = next(name for name in NAMES if chat.startswith(name))
    bot, language, boss, volunteer = NAMES[person]
    shown = list[str]()
    async with open_house(lite, keys, public_url="https://siao.example") as house:
        await house.apart(load_areas, lite)
        phone = await member(house, boss, ("coordinator", "3405"), language=language)
        await member(house, volunteer, ("volunteer", "340501"), language=language)
        for line in chat.splitlines():
            if not line.startswith(person):
                continue
            shown.append(line)
            seen = len(phone.shown())
            await done(house, phone, line.removeprefix(person).strip())
            for message in phone.shown()[seen:]:
                first, *others = lines_of(message)
                shown.append(f"{bot:<{_EDGE}}{first}")
                shown += [f"{'':{_EDGE}}{one}".rstrip() for one in others]

    assert shown == chat.splitlines()


def test_chats_are_shown_in_both_languages() -> None:
    assert {name for chat in chats() for name in NAMES if chat.startswith(name)} == set(NAMES)
