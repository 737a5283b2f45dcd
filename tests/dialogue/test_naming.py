"""Names of people and homes: what counts in them, how alike they are, how they fit a button."""

import pytest

from dialogue.people.naming import alike, clipped, code_of, home_key, joined, likened, name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ยายคำ", " ยาย  คำ "),
        ("Noi", "NOI"),
        ("ยาย ๗", "ยาย 7"),
        ("ແມ່ ໗", "ແມ່7"),
        ("ยายค\u0e4d\u0e32", "ยายคำ"),  # two ways to encode one letter
    ],
)
def test_two_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_a_tone_mark_tells_names_apart() -> None:
    assert name_key("ป้า") != name_key("ป่า")


def test_village_and_mark_are_not_run_together() -> None:
    assert home_key("บ้าน 1", "2") != home_key("บ้าน", "12")
    assert home_key("", "H-7") == home_key("", "h-๗")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("7K3MXQ", "7K3MXQ"),
        ("7k3-mxq", "7K3MXQ"),
        (" 7k3 mxq ", "7K3MXQ"),
        ("oil234", "011234"),  # look-alikes
        ("๗K3MXQ", "7K3MXQ"),
    ],
)
def test_a_code_is_read_as_people_type_it(typed: str, code: str) -> None:
    assert code_of(typed) == code


@pytest.mark.parametrize("typed", ["", "7K3MX", "7K3MXQQ", "ยายคำดี", "7K3MXU"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert code_of(typed) is None


@pytest.mark.parametrize(
    ("typed", "name", "least", "most"),
    [
        ("ยายคำ", "ยายคำ", 100, 100),
        ("คำ", "ยายคำ", 95, 95),
        ("ยายค่ำ", "ยายคำ", 85, 99),
        ("สมชาย", "ยายคำ", 0, 69),
        ("", "ยายคำ", 0, 0),
        ("ยายคำ", "", 0, 0),
        ("ย", "ยายคำ", 0, 69),  # one letter is no part of a name
    ],
)
def test_how_alike_two_names_are(typed: str, name: str, least: float, most: float) -> None:
    assert least <= likened(typed)(name) <= most


def test_a_slip_makes_two_names_alike_and_a_part_does_not() -> None:
    assert alike("ตามี", "ตามี่")
    assert not alike("มี", "ตามี")


def test_a_button_keeps_marks_with_their_letters() -> None:
    assert clipped("น้ำใจ", 5) == "น้ำใจ"
    assert clipped("น้ำใจงาม", 4) == "น้ำใจ…"
    assert clipped("ยาย · บ้านโพน", 6) == "ยาย…"


def test_what_is_not_there_is_not_joined() -> None:
    assert joined(("ยายคำ", "", "H-7")) == "ยายคำ · H-7"
