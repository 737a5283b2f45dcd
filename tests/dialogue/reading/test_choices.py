"""Choices as people type them."""

import pytest

from dialogue.reading.choices import (
    Option,
    Several,
    numbers,
    read_choice,
    read_choices,
    search,
)
from dialogue.reading.reading import Unread

RIGHTS = (
    Option(name="ucs", number="1", label="บัตรทอง (สิทธิ 30 บาท)", short="บัตรทอง"),
    Option(name="sss", number="2", label="ประกันสังคม"),
    Option(name="mhi", number="3", label="บัตรประกันสุขภาพคนต่างด้าว"),
    Option(name="none", number="4", label="ไม่มีสิทธิใดๆ"),
)
SCORES = (
    Option(name="0", number="0", label="ไม่มีเลย"),
    Option(name="1", number="1", label="เป็นบางวัน"),
    Option(name="3", number="3", label="เป็นทุกวัน"),
)
LAO = (
    Option(name="yes", number="1", label="ມີ"),
    Option(name="no", number="2", label="ບໍ່ມີ"),
    Option(name="unsure", number="3", label="ບໍ່ແນ່ໃຈ"),
)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("yes", "no"), ("1", "2")),
        (("0", "1", "3"), ("0", "1", "3")),
        (("-1", "0", "99"), ("-1", "0", "99")),
        (("1", "2", "other"), ("1", "2", "3")),
        (("1", "01"), ("1", "2")),
        (("๑", "๒"), ("1", "2")),
        (("1" * 30, "2"), ("1", "2")),
        ((), ()),
    ],
)
def test_integer_names_stand_beside_the_choices_and_else_their_places(
    names: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert numbers(names) == expected


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("1", "ucs"),
        ("๑", "ucs"),
        ("໑", "ucs"),
        ("2.", "sss"),
        (" 3 ", "mhi"),
        ("บัตรทอง (สิทธิ 30 บาท)", "ucs"),
        ("บัตรทอง(สิทธิ ๓๐ บาท)", "ucs"),
        ("บัตรทอง", "ucs"),
        ("บัตร\u200bทอง", "ucs"),
        ("บัตรทองค่ะ", "ucs"),
        ("SSS", "sss"),
        ("ประกันสัง", "sss"),
        ("ต่างด้าว", "mhi"),
        ("ไม่มี", "none"),
    ],
)
def test_a_choice_is_read_by_number_label_name_or_a_part_that_fits_one(
    typed: str, name: str
) -> None:
    assert read_choice(typed, RIGHTS) == name


@pytest.mark.parametrize(("typed", "name"), [("0", "0"), ("๓", "3"), ("ทุกวัน", "3")])
def test_where_names_are_integers_the_name_is_the_number(typed: str, name: str) -> None:
    assert read_choice(typed, SCORES) == name


def test_a_number_that_is_not_on_the_screen_is_refused_even_if_a_label_holds_it() -> None:
    assert read_choice("2", SCORES) == Unread(why="not_a_choice")
    assert read_choice("30", RIGHTS) == Unread(why="not_a_choice")
    assert read_choice("5", RIGHTS) == Unread(why="not_a_choice")


def test_a_part_that_fits_several_offers_them() -> None:
    assert read_choice("ประกัน", RIGHTS) == Several(names=("sss", "mhi"))
    assert read_choice("ບໍ່", LAO) == Several(names=("no", "unsure"))


def test_an_exact_label_wins_over_labels_that_hold_it() -> None:
    assert read_choice("ມີ", LAO) == "yes"
    assert read_choice("ບໍ່ມີ", LAO) == "no"


def test_lao_written_with_other_code_points_is_the_same() -> None:
    options = (Option(name="treat", number="1", label="ຄຳຖາມຂອງໝໍ"),)

    assert read_choice("ຄ\u0ecd\u0eb2ຖາມຂອງຫມໍ", options) == "treat"


@pytest.mark.parametrize("typed", ["อะไรก็ได้", "ก", "😀" * 5000, "\ud800x", "1 2", ":"])
def test_what_fits_no_choice_is_refused(typed: str) -> None:
    assert read_choice(typed, RIGHTS) == Unread(why="not_a_choice")


def test_two_choices_with_one_label_are_not_guessed_between() -> None:
    twins = (
        Option(name="a", number="1", label="บ้านใหม่"),
        Option(name="b", number="2", label="บ้านใหม่"),
    )

    assert read_choice("บ้านใหม่", twins) == Several(names=("a", "b"))
    assert read_choice("2", twins) == "b"


def test_nothing_is_blank() -> None:
    assert read_choice("\u200b", RIGHTS) == Unread(why="blank")


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("1 3", ("ucs", "mhi")),
        ("1,3", ("ucs", "mhi")),
        ("๑ ๓", ("ucs", "mhi")),
        ("໑, ໓", ("ucs", "mhi")),
        ("3 1", ("ucs", "mhi")),
        ("1และ3", ("ucs", "mhi")),
        ("1 ແລະ 3", ("ucs", "mhi")),
        ("1+3", ("ucs", "mhi")),
        ("1, ประกันสังคม", ("ucs", "sss")),
        ("บัตรทอง ประกันสังคม", ("ucs", "sss")),
        ("บัตรทอง (สิทธิ 30 บาท), ประกันสังคม", ("ucs", "sss")),
        ("ต่างด้าว, ทอง", ("ucs", "mhi")),
        ("2", ("sss",)),
        ("1 1", ("ucs",)),
    ],
)
def test_several_choices_are_read_in_the_order_of_the_list(
    typed: str, names: tuple[str, ...]
) -> None:
    assert read_choices(typed, RIGHTS) == names


@pytest.mark.parametrize("typed", ["1 9", "13", "1-3", "บัตรทอง กับอะไรอีก"])
def test_several_choices_of_which_one_fits_nothing_are_refused(typed: str) -> None:
    assert read_choices(typed, RIGHTS) == Unread(why="not_a_choice")


def test_digits_apart_are_never_read_as_one_number() -> None:
    options = (
        Option(name="1", number="1", label="ก"),
        Option(name="3", number="3", label="ข"),
        Option(name="13", number="13", label="ค"),
    )

    assert read_choices("1 3", options) == ("1", "3")
    assert read_choices("13", options) == ("13",)


def test_a_search_gives_all_that_fit_beginnings_first() -> None:
    places = (
        Option(name="a", number="1", label="เกาะหาด"),
        Option(name="b", number="2", label="หาดใหญ่"),
        Option(name="c", number="3", label="สะเดา"),
        Option(name="d", number="4", label="หมู่ 5"),
    )

    assert search("หาด", places) == ("b", "a")
    assert search("5", places) == ("d",)
    assert search("ไม่มี", places) == ()
    assert search(" ", places) == ()


@pytest.mark.parametrize("typed", ["มีสิทธิ", "มีเอกสาร", "ใช่", "ມີເອກະສານ"])
def test_a_part_of_a_label_is_never_taken_for_its_opposite(typed: str) -> None:
    labels = ("ไม่มีสิทธิใดๆ", "ไม่มีเอกสาร", "ไม่ใช่", "ບໍ່ມີເອກະສານ")
    options = [
        Option(name=f"no{number}", number=str(number), label=label)
        for number, label in enumerate(labels, start=1)
    ]

    assert isinstance(read_choice(typed, options), Several)
