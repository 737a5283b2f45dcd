"""Choices: tapped, ticked, typed, searched."""

from dialogue.tap import Tap
from tests.dialogue.forms import VISIT, YES_NO, of
from tests.dialogue.talking import Talk, answers


def test_choices_are_ticked_one_by_one_until_finished() -> None:
    talk = Talk(VISIT)
    talk.types("1", "ตุ๊ก", "72")

    talk.chooses("2")
    assert talk.heard[0][2:5] == [
        "☐ 1 อาหารในแต่ละวัน",
        "☑ 2 เครื่องนุ่งห่ม",
        "☐ 3 ที่อยู่อาศัย",
    ]
    talk.chooses("1")
    talk.chooses("2")
    talk.chooses("3")
    talk.presses("Finished")

    assert talk.turn.submission is not None
    assert answers(talk.turn.submission)["needs"] == "food home"


def test_finished_with_nothing_ticked_is_a_skip() -> None:
    talk = Talk(VISIT)
    talk.types("1", "ตุ๊ก", "72")

    talk.types("เสร็จแล้วค่ะ")

    assert talk.turn.submission is not None
    assert "needs" not in answers(talk.turn.submission)


def test_a_tick_on_an_older_bubble_of_the_same_question_still_counts() -> None:
    talk = Talk(VISIT)
    talk.types("1", "ตุ๊ก", "72")
    first = talk.last

    talk.chooses("1")
    talk.taps(first.choices[2].tap)

    assert talk.passage.ticks == ("food", "home")


def test_ticking_the_same_again_on_an_older_bubble_does_not_untick() -> None:
    talk = Talk(VISIT)
    talk.types("1", "ตุ๊ก", "72")
    first = talk.last

    talk.chooses("1")
    talk.chooses("2")
    talk.taps(first.choices[0].tap)

    assert set(talk.passage.ticks) == {"food", "cloth"}


def test_a_page_is_turned_and_the_question_stays() -> None:
    talk = Talk(VISIT)
    turner = talk.last.turner
    assert turner is not None

    talk.taps(Tap(act=turner.act, draft=turner.draft, serial=turner.serial, value="1"))

    assert talk.last.page == 1
    assert talk.asks == "agrees"
    talk.chooses("1")
    assert talk.answers == {"agrees": "yes"}


RIGHTS = """
| choices |
| | list_name | name | label |
| | right | ucs | บัตรทอง |
| | right | sss | ประกันสังคม |
| | right | mhi | ประกันสุขภาพ |
"""


def test_a_part_that_fits_several_choices_offers_those_with_their_own_numbers() -> None:
    talk = Talk(of("select_one right | a | สิทธิ", "text | b | ข", choices=RIGHTS))

    talk.types("ประกัน")
    assert talk.heard == [
        ["Please choose one of these."],
        ["Question 1/2", "สิทธิ", "2 ประกันสังคม", "3 ประกันสุขภาพ"],
    ]

    talk.types("3")
    assert talk.answers == {"a": "mhi"}


def test_beside_a_shortened_list_the_others_can_still_be_typed() -> None:
    talk = Talk(of("select_one right | a | สิทธิ", "text | b | ข", choices=RIGHTS))

    talk.types("ประกัน", "1")

    assert talk.answers == {"a": "ucs"}


def test_a_shortened_list_is_forgotten_with_its_question() -> None:
    talk = Talk(of("select_one right | a | ก", "select_one right | b | ข", choices=RIGHTS))

    talk.types("ประกัน", "3")

    assert talk.heard == [["Question 2/2", "ข", "1 บัตรทอง", "2 ประกันสังคม", "3 ประกันสุขภาพ"]]


VILLAGES = "\n".join(
    [
        "| choices |",
        "| | list_name | name | label |",
        *(f"| | place | v{number} | บ้านนา {number} |" for number in range(1, 70)),
        "| | place | hat | หาดใหญ่ |",
        "| | place | kohat | เกาะหาด |",
    ]
)


def test_a_long_list_is_searched_by_a_part_of_the_name() -> None:
    talk = Talk(of("select_one place | a | ที่ไหน", "text | b | ข", choices=VILLAGES))
    assert talk.heard == [["Question 1/2", "ที่ไหน", "Please type a part of the name."]]

    talk.types("หาด")
    assert talk.heard == [
        ["Please choose one of these."],
        ["Question 1/2", "ที่ไหน", "1 หาดใหญ่", "2 เกาะหาด"],
    ]

    talk.types("2")
    assert talk.answers == {"a": "kohat"}


def test_at_most_ten_of_a_long_list_are_shown() -> None:
    talk = Talk(of("select_one place | a | ที่ไหน", choices=VILLAGES))

    talk.types("บ้านนา")

    assert talk.heard[0] == ["Many names fit. Here are the first; type more letters for others."]
    assert len(talk.last.choices) == 10


def test_the_whole_name_in_a_long_list_is_taken_and_a_number_is_not() -> None:
    talk = Talk(of("select_one place | a | ที่ไหน", "text | b | ข", choices=VILLAGES))

    talk.types("99")
    assert talk.heard[0] == ["Please choose an answer from the list."]

    talk.types("บ้านนา 7")
    assert talk.answers == {"a": "v7"}


def test_a_short_list_that_asks_for_search_is_searched() -> None:
    talk = Talk(
        of("select_one yes_no | a | ก | autocomplete", choices=YES_NO, columns=" appearance |")
    )

    assert talk.heard == [["ก", "Please type a part of the name."]]


def test_names_that_are_integers_are_the_numbers_on_the_screen() -> None:
    choices = """
| choices |
| | list_name | name | label |
| | score | 0 | ไม่มีเลย |
| | score | 1 | บางวัน |
| | score | 3 | ทุกวัน |
"""
    talk = Talk(of("select_one score | a | บ่อยไหม", "text | b | ข", choices=choices))

    talk.types("๓")

    assert talk.answers == {"a": "3"}


def test_an_offered_choice_wins_over_a_steering_word() -> None:
    choices = """
| choices |
| | list_name | name | label |
| | act | jump | ข้าม |
| | act | stop | หยุด |
"""
    talk = Talk(of("select_one act | a | ทำอะไร", "text | b | ข", choices=choices))

    talk.types("หยุด")

    assert talk.answers == {"a": "stop"}


def test_a_choice_that_a_filter_took_away_is_asked_again() -> None:
    choices = """
| choices |
| | list_name | name | label | region |
| | region | n | เหนือ | |
| | region | s | ใต้ | |
| | town | cm | เชียงใหม่ | n |
| | town | hy | หาดใหญ่ | s |
"""
    talk = Talk(
        of(
            "select_one region | r | ภาค | ",
            "select_one town | t | เมือง | region = ${r}",
            "text | b | ข | ",
            choices=choices,
            columns=" choice_filter |",
        )
    )
    talk.types("เหนือ", "เชียงใหม่", "ย้อน", "ย้อน", "ใต้")

    assert talk.asks == "t"
    assert talk.heard[0][-1] == "1 หาดใหญ่"


def test_a_required_choice_of_several_needs_a_tick() -> None:
    talk = Talk(
        of(
            "select_multiple yes_no | a | ก | yes",
            "text | b | ข | ",
            choices=YES_NO,
            columns=" required |",
        )
    )

    talk.presses("Finished")

    assert talk.heard[0] == ["This question needs an answer."]
    assert talk.asks == "a"


def test_a_list_from_which_nothing_is_left_says_so() -> None:
    talk = Talk(
        of(
            "text | a | ก | ",
            "select_one yes_no | b | ข | name = ${a}",
            choices=YES_NO,
            columns=" choice_filter |",
        )
    )

    talk.types("อื่น")

    assert talk.heard[-1] == [
        "Question 2/2",
        "ข",
        "There is nothing to choose from here. Check the answers before this one.",
    ]
