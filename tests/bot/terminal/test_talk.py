"""The chat in the terminal: lines in, the bot's words and lettered buttons out."""

import asyncio
import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from bot.rules import load as load_rules
from bot.settings import Settings
from bot.starting import Premises, occupied
from bot.terminal.talk import Language, Who, practising, talk
from bot.words import Words
from models.attachment import Attachment
from models.contact import Contact
from models.organization import Membership
from models.person import Person
from tests.house import LOCALES, NOON

WORDS = Words(LOCALES)


class Ticking:
    """A clock on which time goes by between any two looks."""

    def __init__(self) -> None:
        self._at = NOON

    def __call__(self) -> datetime:
        self._at += timedelta(milliseconds=50)
        return self._at


@pytest.fixture
def premises(tmp_path: Path) -> Iterator[Premises]:
    settings = practising(Settings.read(_env_file=None), tmp_path)
    with occupied(settings, lambda _told: None) as found:
        yield found


async def heard(
    premises: Premises, *lines: str, who: Who = "volunteer", language: Language | None = None
) -> str:
    """Type these lines; return what stands on the screen then."""
    out, waiting = io.StringIO(), list(lines)

    async def read_line() -> str | None:
        return waiting.pop(0) if waiting else None

    await talk(
        premises,
        WORDS,
        Console(file=out, width=200),
        read_line,
        who=who,
        language=language,
        clock=Ticking(),
    )
    return out.getvalue()


async def kept(
    premises: Premises,
    column: InstrumentedAttribute[str]
    | InstrumentedAttribute[str | None]
    | InstrumentedAttribute[bool],
) -> list[object]:
    """Read one column of what is kept."""

    def read() -> list[object]:
        with premises.store.thinking() as session:
            return list(session.scalars(select(column)))

    return await asyncio.to_thread(read)


async def test_a_volunteer_has_joined_before_the_first_line(premises: Premises) -> None:
    screen = await heard(premises)

    assert "รหัสถูกต้อง คุณเข้าร่วมแล้ว" in screen
    assert await kept(premises, Membership.role) == ["volunteer"]
    assert await kept(premises, Contact.is_demo) == [True]


async def test_a_volunteer_has_made_up_people_to_visit(premises: Premises) -> None:
    await asyncio.to_thread(load_rules, premises.store)

    screen = await heard(premises, "งานวันนี้", "เยี่ยม")

    assert "ยายจันทร์" in screen.partition("> เยี่ยม")[2]
    assert "พ่อใหญ่คูณ" in screen.partition("> เยี่ยม")[0]
    assert await kept(premises, Person.is_demo) == [True] * 9


async def test_the_made_up_people_are_put_there_once(premises: Premises) -> None:
    await heard(premises)
    await heard(premises)

    assert len(await kept(premises, Person.code)) == 9


async def test_a_visitor_is_asked_for_a_language(premises: Premises) -> None:
    screen = await heard(premises, who="visitor")

    assert "[a] ไทย   [b] ລາວ" in screen


async def test_a_letter_taps_its_button(premises: Premises) -> None:
    screen = await heard(premises, "b", who="visitor")

    assert "> ລາວ" in screen
    assert await kept(premises, Contact.language) == ["lo"]


async def test_a_button_that_leaves_the_chat_says_where_to(premises: Premises) -> None:
    assert "The phone opens tel:1330." in await heard(premises, "c", who="visitor", language="th")


async def test_a_letter_without_a_button_is_a_text(premises: Premises) -> None:
    assert "> z" in await heard(premises, "z", who="visitor")


async def test_a_language_can_be_chosen_beforehand(premises: Premises) -> None:
    await heard(premises, who="coordinator", language="lo")

    assert await kept(premises, Contact.language) == ["lo"]
    assert await kept(premises, Membership.role) == ["coordinator"]


async def test_who_comes_again_is_known(premises: Premises) -> None:
    await heard(premises)

    assert "You have talked before" in await heard(premises)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("/dance", "There is no /dance."),
        ("/date 2026-12-01", "No date or time is asked for here."),
        ("/unsend", "You have sent nothing yet."),
        ("/place here", "A place is two numbers"),
        ("/picture /no/such/file.jpg", "cannot be read"),
        ("/help", "/picture [FILE]"),
    ],
)
async def test_what_cannot_be_done_is_told(premises: Premises, line: str, told: str) -> None:
    assert told in await heard(premises, line, who="visitor")


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("/sticker", "(sticker)"),
        ("/picture", "(picture)"),
        ("/voice", "(voice)"),
        ("/place 7.5 100.25", "(place) 7.5, 100.25"),
        ("/say a", "> a"),
    ],
)
async def test_what_is_sent_is_shown(premises: Premises, line: str, shown: str) -> None:
    assert shown in await heard(premises, line, who="visitor")


async def test_a_message_can_be_taken_back(premises: Premises) -> None:
    await heard(premises, "/picture", "/unsend", who="visitor")

    assert await kept(premises, Attachment.id) == []


async def test_quit_ends_the_talk(premises: Premises) -> None:
    assert "> after" not in await heard(premises, "/quit", "after", who="visitor")
