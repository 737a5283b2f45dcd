"""2Q and 9Q: scores counted by hand, alarms at once, no result while an answer is missing."""

from typing import Literal

import pytest

from tests.content.shipped import AGREED, Sheet, talk

FORM = "depression_2q_9q"
ITEMS = [f"q9_{number}" for number in range(1, 10)]
SAD = {**AGREED, "q2_1": "1", "q2_2": "0"}
AGREED_SELF = {name: value for name, value in AGREED.items() if name != "consent_by"}
SAD_SELF = {**AGREED_SELF, "q2_1": "1", "q2_2": "0"}


def nine(answers: str) -> dict[str, str]:
    """Give the nine answers that are written one behind the other; a dash is none."""
    return {item: answer for item, answer in zip(ITEMS, answers, strict=True) if answer != "-"}


@pytest.mark.parametrize(
    ("first", "second", "result", "note"),
    [
        ("0", "0", "no", "two_q_no"),
        ("1", "0", "yes", "two_q_yes"),
        ("0", "1", "yes", "two_q_yes"),
        ("1", "1", "yes", "two_q_yes"),
        ("1", "", "yes", "two_q_yes"),
        ("", "1", "yes", "two_q_yes"),
        ("0", "", "incomplete", "two_q_incomplete"),
        ("", "", "incomplete", "two_q_incomplete"),
    ],
)
def test_any_yes_of_the_two_leads_to_the_nine(
    first: str, second: str, result: str, note: str
) -> None:
    sheet = Sheet(FORM, {**AGREED_SELF, "q2_1": first, "q2_2": second})

    assert sheet.value("two_q") == result
    assert note in sheet.notes
    assert ("q9_1" in sheet.asked) == (result == "yes")


@pytest.mark.parametrize(
    ("answers", "score", "band"),
    [
        ("000000000", "0", "none"),
        ("111111000", "6", "none"),
        ("111111100", "7", "mild"),
        ("222222000", "12", "mild"),
        ("222222100", "13", "moderate"),
        ("333333000", "18", "moderate"),
        ("333333100", "19", "severe"),
        ("333333333", "27", "severe"),
    ],
)
def test_the_score_falls_into_its_band_at_every_edge(answers: str, score: str, band: str) -> None:
    sheet = Sheet(FORM, {**SAD_SELF, **nine(answers)})

    assert sheet.value("q9_score") == score
    assert sheet.value("q9_band") == band
    assert f"result_{band}" in sheet.notes


@pytest.mark.parametrize(
    ("answers", "answered", "refers"),
    [("-11111100", "8", False), ("-22211000", "8", True), ("333333---", "6", True)],
)
def test_a_missing_answer_leaves_no_result_and_never_hides_an_alarm(
    answers: str, answered: str, *, refers: bool
) -> None:
    sheet = Sheet(FORM, {**SAD_SELF, **nine(answers)})

    assert sheet.value("q9_answered") == answered
    assert sheet.value("q9_score") == ""
    assert sheet.value("q9_band") == "incomplete"
    assert "result_incomplete" in sheet.notes
    assert ("refer_incomplete" in sheet.notes) == refers


@pytest.mark.parametrize("language", ["th", "lo"])
@pytest.mark.parametrize("ninth", ["1", "2", "3"])
def test_item_nine_above_zero_acts_before_anything_else_is_asked(
    language: Literal["th", "lo"], ninth: str
) -> None:
    led = talk(FORM, language, {**SAD_SELF, **nine("00000000" + ninth), "called": "called"})

    said = led.after["q9_9"]
    assert "1669" in said
    assert "1323" in said
    assert {"th": "อยู่เป็นเพื่อนเขา", "lo": "ຢູ່ນຳຄົນນັ້ນ"}[language] in said
    assert led.asked[led.asked.index("q9_9") + 1] == "called"


def test_item_nine_goes_before_a_low_total() -> None:
    sheet = Sheet(FORM, {**SAD_SELF, **nine("000000001")})

    assert sheet.value("q9_band") == "none"
    assert "result_none_item9" in sheet.notes
    assert "result_none" not in sheet.notes


def test_item_nine_at_zero_or_left_blank_raises_no_alarm() -> None:
    for ninth in ("0", "-"):
        sheet = Sheet(FORM, {**SAD_SELF, **nine("11111111" + ninth)})

        assert "danger" not in sheet.notes
        assert "called" not in sheet.asked


def test_who_cannot_call_is_told_what_to_do() -> None:
    led = talk(FORM, "th", {**SAD_SELF, **nine("000000003"), "called": "cannot"})

    assert "ไปโรงพยาบาลที่ใกล้ที่สุด" in led.after["called"]


@pytest.mark.parametrize("language", ["th", "lo"])
def test_two_times_no_ends_after_four_questions(language: Literal["th", "lo"]) -> None:
    led = talk(FORM, language, {**AGREED_SELF, "q2_1": "0", "q2_2": "0"})

    assert led.asked == ["consent", "person", "q2_1", "q2_2"]
    assert led.turn.submission is not None


@pytest.mark.parametrize("language", ["th", "lo"])
def test_the_nine_are_asked_to_the_end(language: Literal["th", "lo"]) -> None:
    led = talk(FORM, language, {**SAD_SELF, **nine("110110000"), "next_visit": "2026-12-02"})

    assert led.asked == ["consent", "person", "q2_1", "q2_2", *ITEMS, "next_visit"]
    assert led.value(FORM, "q9_score") == "4"
    assert "4" in led.after["q9_9"]
    assert led.turn.submission is not None


def test_the_items_are_the_ministrys_and_stand_beside_the_lao() -> None:
    sheet = Sheet(FORM, SAD_SELF)

    for item in ("q2_1", "q2_2", *ITEMS):
        assert sheet.said(item, "lo").endswith("\n" + sheet.said(item, "th"))
    assert sheet.said("q9_1", "th") == "1. เบื่อ ไม่สนใจอยากทำอะไร"
    assert sheet.said("q9_9", "th") == "9. คิดทำร้ายตนเอง หรือคิดว่าถ้าตายไปคงจะดี"


def test_the_number_on_the_screen_is_the_score() -> None:
    led = talk(FORM, "lo", {**SAD_SELF, **nine("321000000")})

    assert led.value(FORM, "q9_1") == "3"
    assert led.value(FORM, "q9_score") == "6"
