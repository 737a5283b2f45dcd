"""Noting someone new: what is asked next, and how ages and numbers are read."""

from datetime import date

import pytest

from dialogue.people.noting import Noting, birth_year_of, numbers_in

TODAY = date(2026, 11, 25)


def test_questions_come_in_their_order_with_consent_before_any_detail() -> None:
    noting = Noting(id="N")
    asked = [noting.step]
    while noting.step != "done":
        noting = noting.answered()
        asked.append(noting.step)

    assert asked == [
        "name",
        "consent",
        "home",
        "village",
        "area",
        "same",
        "born",
        "sex",
        "speaks",
        "groups",
        "done",
    ]


def test_what_is_known_of_a_home_is_not_asked() -> None:
    noting = Noting(id="N", told={"household": "H-7", "village": "", "area": "340501"})

    assert noting.answered(name="ยายคำ").answered().step == "same"


def test_back_leads_to_the_question_before_with_its_answers_kept() -> None:
    noting = Noting(id="N").answered(name="ยายคำ").answered().answered(household="H-7")

    before = noting.back()

    assert (before.step, before.trail, before.told["household"]) == (
        "home",
        ("name", "consent"),
        "H-7",
    )
    assert before.back().back().step == "name"


def test_what_is_written_is_read_back() -> None:
    noting = Noting(id="N", page=2).answered(name="ยายคำ")

    assert Noting.read(noting.written()) == noting
    assert Noting.read(None) is None


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        ("71", 1955),
        ("๗๑ ปี", 1955),
        ("໗໑", 1955),
        ("2498", 1955),
        ("พ.ศ. 2498", 1955),
        ("1955", 1955),
        ("0", 2026),
        ("130", 1896),
    ],
)
def test_an_age_or_a_year_of_either_era_is_read(typed: str, year: int) -> None:
    assert birth_year_of(typed, TODAY) == year


@pytest.mark.parametrize("typed", ["", "เจ็ดสิบ", "131", "1800", "2600", "71 72", "12345"])
def test_what_is_neither_is_not_guessed(typed: str) -> None:
    assert birth_year_of(typed, TODAY) is None


def test_choices_are_typed_by_number() -> None:
    assert numbers_in("1 ๓, 2", 3) == [1, 3, 2]
    assert numbers_in("4", 3) is None
    assert numbers_in("0", 3) is None
    assert numbers_in("ยาย 1", 3) is None
    assert numbers_in("", 3) is None
