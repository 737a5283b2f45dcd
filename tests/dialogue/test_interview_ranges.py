"""Ranges, ranks and "other" in a talk."""

from tests.dialogue.forms import of
from tests.dialogue.talking import Talk, buttons, heard

COLOURS = """
| choices |
| | list_name | name | label |
| | colour | red | แดง |
| | colour | blue | ฟ้า |
| | colour | green | เขียว |
"""


def ranged(parameters: str) -> Talk:
    return Talk(of(f"range | r | เท่าไร | {parameters}", "text | z | Z | ", columns=" parameters |"))


def test_a_short_range_shows_its_numbers() -> None:
    talk = ranged("start=0 end=10 step=1")
    assert [choice.number for choice in talk.last.choices] == [str(n) for n in range(11)]

    talk.chooses("7")

    assert talk.answers == {"r": "7"}


def test_a_range_in_steps_says_so_and_takes_nothing_between() -> None:
    talk = ranged("start=0 end=100 step=5")
    assert talk.last.choices == ()
    need = "Please type a number from 0 to 100, in steps of 5."
    assert heard(talk.last)[-1] == need

    talk.types("7")
    assert talk.heard[0] == [need]
    talk.types("๑๕")

    assert talk.answers == {"r": "15"}


def test_a_range_of_decimals_is_typed() -> None:
    talk = ranged("start=0.5 end=2 step=0.5")
    assert talk.last.choices == ()

    talk.types("3", "1,5")

    assert talk.answers == {"r": "1.5"}


def test_a_ranking_is_typed_as_numbers() -> None:
    talk = Talk(of("rank colour | c | เรียงลำดับ", "text | z | Z", choices=COLOURS))
    need = "Put all of them in order: type their numbers, for example: 2 1 3"
    assert heard(talk.last)[-1] == need
    talk.types("2 1")
    assert talk.heard[0] == [need]

    talk.types("๒ ๑ ๓")

    assert talk.answers == {"c": "blue red green"}
    talk.types("ย้อน")
    assert "Your answer now: ฟ้า, แดง, เขียว" in heard(talk.last)


def test_a_ranking_is_tapped_in_its_order() -> None:
    talk = Talk(of("rank colour | c | เรียงลำดับ", "text | z | Z", choices=COLOURS))
    for number in ("3", "1"):
        talk.chooses(number)
    assert [choice.label for choice in talk.last.choices] == ["แดง (2)", "ฟ้า", "เขียว (1)"]
    talk.presses("Finished")
    assert talk.asks == "c"

    talk.chooses("2")
    talk.presses("Finished")

    assert talk.answers == {"c": "green red blue"}


def test_other_asks_which() -> None:
    talk = Talk(of("select_one colour or_other | c | สี", "text | z | Z", choices=COLOURS))
    assert [choice.label for choice in talk.last.choices] == ["แดง", "ฟ้า", "เขียว", "Other"]

    talk.types("4")
    assert talk.asks == "c_other"
    talk.types("ม่วง")

    assert talk.answers == {"c": "other", "c_other": "ม่วง"}
    assert "◀" in buttons(talk.last)
