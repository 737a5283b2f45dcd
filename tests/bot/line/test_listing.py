"""Choices stand as buttons, and by number where buttons do not tell all."""

from dataclasses import replace

import pytest

from bot.line.outbound import render
from bot.words import Words
from dialogue.prompt import Say
from tests.bot.line.saying import actions, buttons, choices, labels, numbered, tap, texts

TURN = tap("page")


def test_four_short_choices_speak_for_themselves(words: Words) -> None:
    messages = render([Say(lines=("ถาม",), choices=numbered(4))], language="th", words=words)

    assert texts(messages) == ["ถาม"]
    assert labels(messages) == ["ข้อ 1", "ข้อ 2", "ข้อ 3", "ข้อ 4"]


def test_five_choices_are_listed_by_number(words: Words) -> None:
    messages = render([Say(lines=("ถาม",), choices=numbered(5))], language="th", words=words)

    assert texts(messages) == ["ถาม\n1. ข้อ 1\n2. ข้อ 2\n3. ข้อ 3\n4. ข้อ 4\n5. ข้อ 5"]
    assert labels(messages) == ["1 ข้อ 1", "2 ข้อ 2", "3 ข้อ 3", "4 ข้อ 4", "5 ข้อ 5"]


def test_one_label_that_would_be_cut_lists_them_all(words: Words) -> None:
    say = Say(lines=("ถาม",), choices=choices("บัตรประกันสุขภาพคนต่างด้าว", "ไม่มี"), footer=("ท้าย",))

    messages = render([say], language="th", words=words)

    assert texts(messages) == ["ถาม\n1. บัตรประกันสุขภาพคนต่างด้าว\n2. ไม่มี\nท้าย"]
    assert labels(messages) == ["1 บัตรประกันสุขภาพคนต่า…", "2 ไม่มี"]
    assert actions(messages)[0]["displayText"] == "บัตรประกันสุขภาพคนต่างด้าว"


def test_a_short_label_stands_on_the_button_of_a_listed_choice(words: Words) -> None:
    (long,) = choices("บัตรประกันสุขภาพคนต่างด้าว")
    say = Say(lines=("ถาม",), choices=(replace(long, short="บัตรต่างด้าว"),))

    messages = render([say], language="th", words=words)

    assert texts(messages) == ["ถาม\n1. บัตรประกันสุขภาพคนต่างด้าว"]
    assert labels(messages) == ["บัตรต่างด้าว"]
    assert actions(messages)[0]["displayText"] == "บัตรประกันสุขภาพคนต่างด้าว"


def test_the_number_beside_a_choice_is_its_own(words: Words) -> None:
    zero_based = tuple(
        replace(choice, number=str(place)) for place, choice in enumerate(numbered(5))
    )

    messages = render([Say(lines=("ถาม",), choices=zero_based)], language="th", words=words)

    assert texts(messages) == ["ถาม\n0. ข้อ 1\n1. ข้อ 2\n2. ข้อ 3\n3. ข้อ 4\n4. ข้อ 5"]


def test_ticks_show_in_the_list_and_on_the_buttons(words: Words) -> None:
    some = (*choices("ไข้", ticked=True), *choices("ไอ", ticked=False))
    long = (*choices("ก" * 19, ticked=True),)

    short_ones = render([Say(lines=("ถาม",), choices=some)], language="th", words=words)
    long_ones = render([Say(lines=("ถาม",), choices=long)], language="th", words=words)

    assert labels(short_ones) == ["☑ ไข้", "☐ ไอ"]
    assert texts(long_ones) == ["ถาม\n☑ 1. " + "ก" * 19]
    assert labels(long_ones) == ["☑ 1 " + "ก" * 15 + "…"]
    assert actions(long_ones)[0]["displayText"] == "ก" * 19


def test_a_choice_without_visible_label_is_listed_by_its_number(words: Words) -> None:
    messages = render([Say(lines=("ถาม",), choices=choices(" "))], language="th", words=words)

    assert texts(messages) == ["ถาม\n1."]
    assert labels(messages) == ["1"]


def test_ten_choices_and_three_controls_are_one_page(words: Words) -> None:
    say = Say(lines=("ถาม",), choices=numbered(10), turner=TURN, buttons=buttons("◀", "ข้าม", "⋯"))

    messages = render([say], language="th", words=words)

    assert len(labels(messages)) == 13
    assert labels(messages)[9:] == ["10 ข้อ 10", "◀", "ข้าม", "⋯"]
    assert texts(messages)[0].endswith("\n10. ข้อ 10")


def test_eleven_choices_are_two_pages(words: Words) -> None:
    say = Say(lines=("ถาม",), choices=numbered(11), turner=TURN, buttons=buttons("◀", "ข้าม", "⋯"))

    first = render([say], language="th", words=words)
    second = render([replace(say, page=1)], language="th", words=words)

    assert texts(first)[0].endswith("\n8. ข้อ 8\nหน้า 1 จาก 2")
    assert labels(first)[7:] == ["8 ข้อ 8", "▶ 9–11", "◀", "ข้าม", "⋯"]
    assert texts(second) == ["ถาม\n9. ข้อ 9\n10. ข้อ 10\n11. ข้อ 11\nหน้า 2 จาก 2"]
    assert labels(second) == ["◀ 1–8", "9 ข้อ 9", "10 ข้อ 10", "11 ข้อ 11", "◀", "ข้าม", "⋯"]


def test_a_page_button_carries_the_page_and_says_nothing(words: Words) -> None:
    say = Say(lines=("ถาม",), choices=numbered(30), turner=TURN, page=1)

    turners = [
        action
        for action in actions(render([say], language="th", words=words))
        if "a=page" in action["data"]
    ]

    assert turners == [
        {
            "type": "postback",
            "label": "◀ 1–10",
            "data": "a=page&d=01KBABCDEFGHJKMNPQRSTVWXYZ&n=3&v=0",
        },
        {
            "type": "postback",
            "label": "▶ 21–30",
            "data": "a=page&d=01KBABCDEFGHJKMNPQRSTVWXYZ&n=3&v=2",
        },
    ]


@pytest.mark.parametrize(("page", "shown"), [(-1, "หน้า 1 จาก 3"), (99, "หน้า 3 จาก 3")])
def test_a_page_that_is_not_there_is_the_nearest_one(words: Words, page: int, shown: str) -> None:
    say = Say(lines=("ถาม",), choices=numbered(25), turner=TURN, page=page)

    assert texts(render([say], language="th", words=words))[0].endswith(shown)


def test_without_a_turner_all_are_listed_and_ten_have_buttons(words: Words) -> None:
    messages = render([Say(lines=("ถาม",), choices=numbered(77))], language="th", words=words)

    assert texts(messages)[0].endswith("\n77. ข้อ 77")
    assert labels(messages) == [f"{number} ข้อ {number}" for number in range(1, 11)]


def test_thirteen_buttons_stand_and_a_fourteenth_does_not(words: Words) -> None:
    many = buttons(*(f"b{number}" for number in range(14)))

    messages = render([Say(lines=("ถาม",), buttons=many)], language="th", words=words)

    assert labels(messages) == [f"b{number}" for number in range(13)]


def test_choices_keep_a_place_however_many_buttons_there_are(words: Words) -> None:
    many = buttons(*(f"b{number}" for number in range(14)))
    say = Say(lines=("ถาม",), choices=numbered(20), buttons=many, turner=TURN, page=1)

    messages = render([say], language="th", words=words)

    assert labels(messages)[:3] == ["◀ 1", "2 ข้อ 2", "▶ 3"]
    assert len(labels(messages)) == 13
