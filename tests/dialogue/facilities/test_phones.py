"""Telephone numbers: as people write them, one by one, and letters never taken for digits."""

import pytest

from dialogue.facilities import phones
from dialogue.phrase import Phrase


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("045-491-097", ("045491097",)),
        ("+66 45 491 097", ("045491097",)),
        ("๐๔๕-๔๙๑๐๙๗", ("045491097",)),
        ("໐໔໕ ໔໙໑໐໙໗", ("045491097",)),
        ("โทร. 081 234 5678", ("0812345678",)),
        ("1669", ("1669",)),
        ("1330, 1300 / 191", ("1330", "1300", "191")),
        ("045-491097-8", ("045491097", "045491098")),
        ("045-491097 ถึง 99", ("045491097", "045491098", "045491099")),
        ("045-491-097 ต่อ 12", ("045491097x12",)),
        ("045-491-097 ext.12, 13", ("045491097x12", "045491097x13")),
        ("+856 20 55 551 234", ("+8562055551234",)),
        ("045-491-097, 045 491 097", ("045491097",)),
        ("", ()),
    ],
)
def test_numbers_are_read_as_they_are_written(written: str, kept: tuple[str, ...]) -> None:
    assert phones.read(written) == phones.Phones(kept=kept)


@pytest.mark.parametrize(
    "written", ["045-491-xxx", "123", "045-491097-100", "045491099-7", "ไม่มี", "045 491 097 นะ"]
)
def test_what_is_no_number_is_refused(written: str) -> None:
    assert phones.read(written).fault is not None


def test_more_than_six_numbers_are_refused() -> None:
    assert phones.read("045-491090-5").fault is None
    assert phones.read("045-491090-6").fault is not None


def test_a_number_is_shown_in_groups_and_called_without_its_extension() -> None:
    shown = phones.shown("045491097x12")

    assert phones.shown("045491097") == "045 491 097"
    assert phones.shown("1669") == "1669"
    assert isinstance(shown, Phrase)
    assert shown.values == {"phone": "045 491 097", "extension": "12"}
    assert phones.link("045491097x12") == "tel:045491097"
    assert phones.link("+8562055551234") == "tel:+8562055551234"
