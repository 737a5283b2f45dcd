"""One's own data as a file: by a link that works once, and gone with the rest."""

import json
from collections.abc import AsyncIterator

import pytest

from bot.secrets import Keyring
from bot.store import Store
from tests.handlers.marks import marks
from tests.house import House, open_house
from tests.scanning import found


@pytest.fixture
async def reached(lite: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(lite, keys, public_url="https://siao.example/") as house:
        yield house


async def test_own_data_comes_as_a_file_that_tells_all_and_is_fetched_once(reached: House) -> None:
    phone = await reached.volunteer()
    await phone.type("my data")
    await phone.tap("รับเป็นไฟล์")
    await phone.tap("รับไฟล์")
    path = phone.opened[-1].removeprefix("https://siao.example")

    first, again = await reached.client.post(path), await reached.client.post(path)

    told = json.loads(first.content)
    assert told["line_id"] == phone.contact.user_id
    assert (told["language"], told["last_seen"]) == ("th", "2026-11-25")
    assert [(one["role"], one["area"]) for one in told["roles"]] == [("volunteer", "3405")]
    assert (told["forms_sent"], told["unfinished_forms"]) == ([], [])
    assert again.status_code != 200
    assert await reached.apart(marks, reached.store, "contact") == [("exported", "contact", "")]


async def test_a_file_that_waits_goes_with_the_rest(reached: House, keys: Keyring) -> None:
    phone = await reached.volunteer()
    await phone.type("my data")
    await phone.tap("รับเป็นไฟล์")
    await phone.type("delete my data")
    await phone.tap("ลบเดี๋ยวนี้")

    assert await reached.apart(found, reached.store, keys, phone.contact.user_id) == []


async def test_without_an_address_the_list_is_shown_in_the_chat(house: House) -> None:
    phone = await house.volunteer()

    await phone.type("my data")

    assert "รับเป็นไฟล์" not in [button.label for button in phone.buttons()]
