"""Answers about someone new that were typed in words."""

from collections.abc import Mapping

import pytest

from bot.calendar_words import Language
from bot.words import Words
from dialogue.people.groups import GROUPS
from dialogue.people.noting import CONSENTS, SEXES, SPEAKS, Step
from dialogue.people.said import said, says_rest
from dialogue.phrase import phrase
from tests.house import LOCALES

WORDS = Words(LOCALES)


@pytest.mark.parametrize("language", ["th", "lo"])
@pytest.mark.parametrize(
    ("step", "options"),
    [("sex", SEXES), ("speaks", SPEAKS), ("groups", GROUPS), ("consent", CONSENTS)],
)
def test_the_words_on_every_button_can_be_typed(
    step: Step, options: Mapping[str, str], language: Language
) -> None:
    read = {code: said(step, WORDS.say(phrase(text), language)) for code, text in options.items()}

    assert read == {code: code for code in options}


def test_the_way_past_the_rest_can_be_typed() -> None:
    assert says_rest("ข้ามที่เหลือค่ะ")
    assert says_rest("ຂ້າມທີ່ເຫຼືອ")
    assert not says_rest("ข้าม")


@pytest.mark.parametrize(
    ("step", "typed", "answer"),
    [
        ("sex", "ผู้หญิงค่ะ", "female"),
        ("sex", "ຜູ້ຊາຍ", "male"),
        ("speaks", "ลาว", "lo"),
        ("speaks", "ໄທ", "th"),
        ("groups", "ไม่มี", "done"),
        ("consent", "ไม่ยินยอม", "no"),
        ("home", "ไม่มีบ้านประจำ", "none"),
        ("same", "ຄົນລະຄົນກັນ", "other"),
        ("name", "หญิง", None),
        ("village", "ลาว", None),
        ("sex", "ยาย", None),
    ],
)
def test_words_answer_only_the_question_they_belong_to(
    step: Step, typed: str, answer: str | None
) -> None:
    assert said(step, typed) == answer
