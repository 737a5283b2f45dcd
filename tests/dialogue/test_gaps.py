"""The table of gaps: which answers tell of a need, and which that it is met."""

import pytest

from dialogue.gaps import Finding, findings, read_table

HEAD = "form,question,gap,met,kind,subject,whom,urgency,urgency_from,words_from,note\n"
TABLE = read_table(
    HEAD
    + "visit,food,no,yes,food,food,person,5,food_urgency,food_need,\n"
    + "visit,papers,none,passport,paper,paper,person,5,,,\n"
    + "visit,why_not,papers,,paper,paper,person,9,,,\n"
    + "visit,problem,*,,other,other*,person,1,,problem,\n"
)


def found(**answers: str) -> list[Finding]:
    return findings(TABLE, "visit", answers)


def test_an_answer_that_is_a_gap_tells_of_a_need_with_its_urgency_and_words() -> None:
    (one,) = found(food="no", food_urgency="9", food_need="ข้าวสาร")

    assert (one.kind, one.is_gap, one.urgency, one.graded) == ("food", True, 9, 9)
    assert one.words == "ข้าวสาร"


def test_where_no_urgency_was_answered_the_table_has_one() -> None:
    (one,) = found(food="no")

    assert (one.urgency, one.graded) == (5, None)


def test_enough_tells_that_the_need_is_met() -> None:
    (one,) = found(food="yes", food_need="ข้าวสาร")

    assert (one.is_gap, one.words) == (False, "")


@pytest.mark.parametrize("answer", ["", "unsure"])
def test_what_was_not_asked_or_not_known_tells_nothing(answer: str) -> None:
    assert found(food=answer) == []


def test_one_of_several_choices_is_enough() -> None:
    (one,) = found(why_not="far papers money")

    assert (one.subject, one.is_gap) == ("paper", True)


def test_a_gap_goes_before_met_when_two_questions_are_about_one_need() -> None:
    (one,) = found(papers="passport", why_not="papers")

    assert (one.is_gap, one.urgency) == (True, 9)


def test_whatever_is_written_is_a_gap_where_the_table_says_so() -> None:
    (one,) = found(problem="หลังคารั่ว")

    assert (one.subject, one.words) == ("other*", "หลังคารั่ว")


def test_another_form_tells_nothing_by_the_same_answers() -> None:
    assert findings(TABLE, "other", {"food": "no"}) == []


@pytest.mark.parametrize(
    "line",
    [
        "visit,food,no,yes,food,food,person,2,,,",
        "visit,food,no,yes,food,food,dog,5,,,",
        "visit,,no,yes,food,food,person,5,,,",
    ],
)
def test_a_wrong_line_is_named(line: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        read_table(HEAD + line)


def test_missing_headings_are_named() -> None:
    with pytest.raises(ValueError, match="whom"):
        read_table("form,question,gap,met,kind,subject,urgency,urgency_from,words_from\n")
