"""Lists that become others between a question and its answer: nobody is taken for another."""

import pytest

from dialogue.tap import Tap
from tests.dialogue.talking import Talk, answers

VISIT = """
| survey |
| | type | name | label::ไทย (th) | label::ລາວ (lo) |
| | select_one_from_file persons.csv | who | เยี่ยมใคร | ຢ້ຽມໃຜ |
| | text | how | เป็นอย่างไร | ເປັນແນວໃດ |
| settings |
| | form_id | form_title | version |
| | visit | Visit | 1 |
"""
SEVERAL = VISIT.replace("select_one_from_file", "select_multiple_from_file")
CHANGED = "The list has changed since it was shown. Please choose once more."


def person(number: int, label: str) -> dict[str, str]:
    return {"name": f"00000000-0000-4000-8000-{number:012}", "label": label, "__version": "1"}


KHAM, MI, DAO = person(1, "ยายคำ"), person(2, "ตามี"), person(3, "น้องดาว")


def picked(talk: Talk) -> str:
    submission = talk.types("ดี").submission
    assert submission is not None
    return answers(submission)["who"]


def test_a_number_means_the_person_beside_whom_it_stood() -> None:
    rows = [KHAM, MI]
    talk = Talk(VISIT, rows=rows)

    rows.append(DAO)  # noted by somebody else, behind the others
    talk.types("2")

    assert picked(talk) == MI["name"]


@pytest.mark.parametrize("said", ["3", "๓", "ຂໍ້ 3"])
def test_a_number_that_was_not_shown_picks_nobody_who_came_meanwhile(said: str) -> None:
    rows = [KHAM, MI]
    talk = Talk(VISIT, rows=rows)

    rows.append(DAO)
    talk.types(said)

    assert talk.heard[0] == [CHANGED]
    talk.types("3")
    assert picked(talk) == DAO["name"]


def test_of_several_numbers_none_is_read_where_one_was_not_shown() -> None:
    rows = [KHAM, MI]
    talk = Talk(SEVERAL, rows=rows)

    rows.append(DAO)
    talk.types("1 3")

    assert talk.heard[0] == [CHANGED]


@pytest.mark.parametrize("said", ["1", "๒", "ຂໍ້ 2"])
def test_where_a_person_has_gone_no_number_is_read(said: str) -> None:
    rows = [KHAM, MI, DAO]
    talk = Talk(VISIT, rows=rows)

    rows.remove(KHAM)
    talk.types(said)

    assert talk.heard[0] == [CHANGED]
    talk.types("1")
    assert picked(talk) == MI["name"]


def test_a_button_names_its_person_wherever_that_stands_now() -> None:
    rows = [KHAM, MI, DAO]
    talk = Talk(VISIT, rows=rows)
    mi = talk.choice("2").tap

    rows.remove(KHAM)
    talk.taps(mi)

    assert picked(talk) == MI["name"]


def test_the_button_of_a_person_who_has_gone_picks_nobody() -> None:
    rows = [KHAM, MI, DAO]
    talk = Talk(VISIT, rows=rows)
    mi = talk.choice("2").tap

    rows.remove(MI)
    talk.taps(mi)

    assert talk.heard[0] == [CHANGED]


def test_a_name_is_read_whatever_has_moved() -> None:
    rows = [KHAM, MI, DAO]
    talk = Talk(VISIT, rows=rows)

    rows.remove(KHAM)
    talk.types("ตามี")

    assert picked(talk) == MI["name"]


def test_ticks_stay_with_their_persons() -> None:
    rows = [KHAM, MI, DAO]
    talk = Talk(SEVERAL, rows=rows)
    talk.chooses("2")
    first = talk.last.choices[2].tap

    rows.remove(KHAM)
    talk.taps(first)
    talk.presses("Finished")

    assert picked(talk) == f"{MI['name']} {DAO['name']}"


def test_what_was_found_in_a_long_list_is_numbered_for_those_who_were_shown() -> None:
    rows = [person(number, f"คน {number}") for number in range(1, 80)]
    talk = Talk(VISIT, rows=rows)
    talk.types("น 7")
    assert [choice.label for choice in talk.last.choices][:2] == ["คน 7", "คน 70"]

    rows.pop(6)
    talk.types("2")

    assert talk.heard[0] == [CHANGED]


def test_an_old_tap_that_tells_a_place_is_not_read_in_another_list() -> None:
    rows = [KHAM, MI]
    talk = Talk(VISIT, rows=rows)
    tap = talk.choice("2").tap

    rows.insert(0, DAO)
    talk.taps(Tap(act="answer", draft=tap.draft, serial=tap.serial, value="1"))

    assert talk.heard[0] == [CHANGED]
