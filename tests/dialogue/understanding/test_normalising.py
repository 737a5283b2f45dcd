"""One spelling for what phones type in many ways."""

import pytest

from dialogue.understanding.normalising import normalised


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("ท่ี่", "ที่"),
        ("เเม่", "แม่"),
        ("มากกกกกก", "มาก"),
        ("มากๆ", "มาก"),
        ("๑๖๖๙", "1669"),
        ("໑໖໖໙", "1669"),
        ("HIV", "hiv"),
        ("ก\u200bข\ufeffค", "กขค"),
        ("  ไป   ไหน?!  ", "ไป ไหน"),
        ("ຫມໍ", "ໝໍ"),
        ("ຫນ້າ", "ໜ້າ"),
        ("ຫລາຍ", "ຫຼາຍ"),
        ("ເເມ່", "ແມ່"),
        ("ນໍ້າ", "ນ້ຳ"),
        ("บ้าานน", "บ้าานน"),
        ("1000", "1000"),
    ],
)
def test_what_looks_alike_is_spelt_alike(typed: str, meant: str) -> None:
    assert normalised(typed) == meant


def test_what_holds_no_letter_is_nothing() -> None:
    assert normalised("🙏🙏 !!") == ""
