"""Lines of one side as the cards of one push."""

import json
from collections.abc import Sequence

import pytest

from bot.line.actions import Json
from bot.line.gathering import gathered
from bot.words import Words
from dialogue.phrase import msgid, phrase
from tests.house import LOCALES
from tests.line_schema import assert_fits, is_at_hand

ROLE = phrase(msgid("coordinator"))


@pytest.fixture(scope="module")
def words() -> Words:
    return Words(LOCALES)


def push(words: Words, texts: Sequence[str], *, icon: str | None = None) -> tuple[list[Json], int]:
    messages, count = gathered(
        "เสี่ยวสุขภาพ", texts, speaker=ROLE, icon=icon, language="th", words=words
    )
    if is_at_hand():
        assert_fits({"to": "U" + "0" * 32, "messages": messages}, "PushMessageRequest")
    return messages, count


def test_short_lines_are_one_message_that_is_announced_in_neutral_words(words: Words) -> None:
    messages, count = push(words, ["ไปที่อำเภอ", "เรื่องลับ"])

    assert count == 2
    assert [message["altText"] for message in messages] == ["มีข้อความถึงคุณ"]
    assert "เรื่องลับ" in json.dumps(messages[0]["contents"], ensure_ascii=False)


def test_the_role_speaks_with_an_icon_where_there_is_an_address(words: Words) -> None:
    plain, _ = push(words, ["a"])
    shown, _ = push(words, ["a"], icon="https://siao.example/icon/person.png")

    assert plain[0]["sender"] == {"name": "ผู้ประสานงาน"}
    assert shown[0]["sender"] == {
        "name": "ผู้ประสานงาน",
        "iconUrl": "https://siao.example/icon/person.png",
    }


def test_long_lines_are_parted_and_never_more_than_five(words: Words) -> None:
    # 1,800 units are a card: each of these fills one, and the sixth has to wait.
    messages, count = push(words, ["ก" * 1_800] * 6)

    assert (len(messages), count) == (5, 5)


def test_a_line_that_is_longer_than_a_card_goes_over_two(words: Words) -> None:
    messages, count = push(words, ["ข" * 2_000])

    assert (len(messages), count) == (2, 1)


def test_a_line_of_nothing_visible_harms_nobody(words: Words) -> None:
    messages, count = push(words, ["\u200b"])

    assert (len(messages), count) == (1, 1)
