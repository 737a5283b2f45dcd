"""The forms that ship, led to their end, as messages that LINE's limits are held against."""

import re
from collections.abc import Mapping
from typing import Literal

import pytest

from bot.line.outbound import render
from bot.simulator.limits import check_messages
from bot.words import Words
from tests.bot.compiling import compile_tree
from tests.content.shipped import Row, form_ids, rows, talk

PLAIN = {"text": "S-12", "date": "2026-11-25", "decimal": "3.2"}


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Words:
    return Words(compile_tree(tmp_path_factory.mktemp("locales")))


@pytest.mark.parametrize("which", ["first", "last"])
@pytest.mark.parametrize("language", ["th", "lo"])
@pytest.mark.parametrize("form_id", form_ids())
def test_no_message_breaks_a_limit_of_line(
    form_id: str, language: Literal["th", "lo"], which: str, words: Words
) -> None:
    led = talk(form_id, language, answers(form_id, 0 if which == "first" else -1))

    assert led.turn.ended == "finished"
    for turn in led.turns:
        messages = render(turn.says, language=language, words=words)
        assert messages
        assert check_messages({"messages": messages, "replyToken": "t" * 32}) == ()


def answers(form_id: str, place: int) -> dict[str, str]:
    """Answer all of a form: of each list the choice at this place, of all else something small."""
    listed: dict[str, list[str]] = {}
    for row in rows(form_id, "choices"):
        listed.setdefault(row["list_name"], []).append(row["name"])
    given = {row["name"]: answer(row, listed, place) for row in rows(form_id, "survey")}
    return {**given, "consent": "yes", "of_age": "yes", "members": "2", "item": "2"}


def answer(row: Row, listed: Mapping[str, list[str]], place: int) -> str:
    """Answer one row; a list that is filtered by other answers is skipped."""
    kind, _, list_name = row["type"].partition(" ")
    if kind.startswith("select"):
        return "" if row.get("choice_filter") else listed[list_name][place]
    if kind == "integer":
        least = re.search(r"\. >= (\d+)", row["constraint"])
        return least[1] if least else "0"
    return PLAIN.get(kind, "")
