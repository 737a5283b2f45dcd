"""The Barthel index: 20 points counted by hand, and no group while an item is missing."""

from typing import Literal

import pytest

from tests.content.shipped import AGREED, TH, Sheet, rows, talk

FORM = "barthel_adl"
MOST = {
    "feeding": 2,
    "grooming": 1,
    "transfer": 3,
    "toilet": 2,
    "mobility": 3,
    "dressing": 2,
    "stairs": 2,
    "bathing": 1,
    "bowels": 2,
    "bladder": 2,
}


def ten(answers: str) -> dict[str, str]:
    """Give the ten answers that are written one behind the other; a dash is none."""
    return {item: answer for item, answer in zip(MOST, answers, strict=True) if answer != "-"}


@pytest.mark.parametrize(
    ("answers", "score", "group"),
    [
        ("2132322122", "20", "social"),
        ("2122211010", "12", "social"),
        ("2122211000", "11", "home"),
        ("2110100000", "5", "home"),
        ("2110000000", "4", "bed"),
        ("0000000000", "0", "bed"),
    ],
)
def test_the_score_falls_into_its_group_at_every_edge(answers: str, score: str, group: str) -> None:
    sheet = Sheet(FORM, {**AGREED, **ten(answers)})

    assert sheet.value("adl_score") == score
    assert sheet.value("adl_group") == group
    assert f"result_{group}" in sheet.notes


@pytest.mark.parametrize("answers", ["-132322122", "213232212-", "----------", "2132-22122"])
def test_a_missing_item_leaves_no_score_and_no_group(answers: str) -> None:
    sheet = Sheet(FORM, {**AGREED, **ten(answers)})

    assert sheet.value("adl_score") == ""
    assert sheet.value("adl_group") == "incomplete"
    assert [note for note in sheet.notes if note.startswith("result_")] == ["result_incomplete"]


def test_every_item_offers_the_points_of_the_instrument() -> None:
    offered: dict[str, list[str]] = {}
    for row in rows(FORM, "choices"):
        offered.setdefault(row["list_name"], []).append(row["name"])

    for item, most in MOST.items():
        assert offered[item] == [str(points) for points in range(most + 1)]


@pytest.mark.parametrize("language", ["th", "lo"])
def test_the_common_path_ends_after_fourteen_questions(language: Literal["th", "lo"]) -> None:
    answers = {**AGREED, **ten("2132322122"), "next_visit": "2027-05-25"}

    led = talk(FORM, language, answers)

    assert led.asked == [*AGREED, *MOST, "next_visit"]
    assert "20" in led.after["bladder"]
    assert led.turn.submission is not None


def test_the_thai_item_stands_beside_the_lao_one() -> None:
    sheet = Sheet(FORM, AGREED)

    for item in MOST:
        assert sheet.said(item, "lo").endswith("\n" + sheet.said(item, "th"))
    assert sheet.said("feeding", "th").endswith("รับประทานอาหารเมื่อเตรียมสำรับไว้ให้เรียบร้อยต่อหน้า")
    assert sheet.said("stairs", "th").endswith("ขึ้นลงบันได 1 ชั้น")


def test_the_lao_of_the_highest_group_says_only_the_score() -> None:
    sheet = Sheet(FORM, {**AGREED, **ten("2132322122")})

    assert "ติดสังคม" in sheet.said("result_social", "th")
    assert "20" in sheet.said("result_social", "lo")
    assert "ອອກສັງຄົມໄດ້" not in sheet.said("result_social", "lo")


def test_the_words_of_the_points_are_the_instruments() -> None:
    words = {(row["list_name"], row["name"]): row[f"label::{TH}"] for row in rows(FORM, "choices")}

    assert words["transfer", "1"] == "ช่วยมาก (คนแข็งแรง/มีทักษะ 1 คน หรือทั่วไป 2 คน)"
    assert words["bladder", "0"] == "กลั้นไม่ได้/ใส่สายสวนและดูแลเองไม่ได้"
