"""What may not be kept of few words: numbers of cards and phones, and violence."""

import pytest

from dialogue.reading.unfit import unfit


@pytest.mark.parametrize(
    "text",
    [
        "0812345678",
        "โทร 081-234-5678",
        "๐๘๑๒๓๔๕๖๗๘",
        "໐໘໑໒໓໔໕໖໗໘",
        "1 2345 67890 12 3",
        "1-2345-67890-12-3",
        "081-23-4567",
        "+856 20 5555 1234",
        "+856 (20) 5555.1234",
    ],
)
def test_a_number_of_a_card_or_phone_is_not_taken(text: str) -> None:
    assert unfit(text) == "number"


@pytest.mark.parametrize(
    "text", ["นัด 2026-12-01 เวลา 08:30", "12/01/2569 ถึง 13/01/2569", "ข้าวสาร 5 กก.", "ห้อง 301"]
)
def test_days_hours_and_amounts_are_taken(text: str) -> None:
    assert unfit(text) is None


@pytest.mark.parametrize(
    "text",
    ["ผัวตีเมื่อคืน", "ถูกทำร้าย", "โดน ทุบตี", "ຜົວຕີ", "ຖືກທຳຮ້າຍ", "ຖືກ\u200bຂົ່ມຂືນ 0812345678"],
)
def test_violence_goes_before_all_else(text: str) -> None:
    assert unfit(text) == "violence"


@pytest.mark.parametrize("text", ["พ่อตีนบวม", "ພໍ່ຕີນໃຄ່", "ถูกตีตรา", "หลอดเลือดตีบ"])
def test_feet_stigma_and_veins_are_no_violence(text: str) -> None:
    assert unfit(text) is None


def test_what_is_empty_or_long_is_told() -> None:
    assert unfit(" \u200b ") == "empty"
    assert unfit("ก" * 201) == "long"
    assert unfit("ก" * 200) is None
    assert unfit("ก" * 81, most=80) == "long"
