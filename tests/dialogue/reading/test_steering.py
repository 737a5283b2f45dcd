"""Words that steer."""

import pytest

from dialogue.reading.steering import says_done, says_save, says_seen, says_yes, steering


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("ย้อน", "back"),
        ("ย้อนกลับ", "back"),
        ("ກັບ", "back"),
        ("ກັບຄືນ", "back"),
        ("Back", "back"),
        ("ข้าม", "skip"),
        ("ຂ້າມ", "skip"),
        ("SKIP", "skip"),
        ("ข้ามค่ะ", "skip"),
        ("ข้าม ครับ", "skip"),
        ("ข้ามนะคะ", "skip"),
        ("ข้ามเด้อ", "skip"),
        ("ຂ້າມແດ່", "skip"),
        ("ຂ້າມເດີ້", "skip"),
        ("skip please", "skip"),
        ("“ข้าม”", "skip"),
        ("ข้าม\u200b!", "skip"),
        ("หยุด", "pause"),
        ("ຢຸດ", "pause"),
        ("stop", "pause"),
        ("ทำต่อ", "resume"),
        ("ເຮັດຕໍ່", "resume"),
        ("ทบทวน", "review"),
        ("ທົບທວນ", "review"),
        ("ยกเลิก", "cancel"),
        ("ຍົກເລີກ", "cancel"),
        ("ภาษา", "language"),
        ("ພາສາ", "language"),
        ("เมนู", "menu"),
        ("ເມນູ", "menu"),
        ("ช่วยเหลือ", "help"),
        ("ບໍ່ເຂົ້າໃຈ", "help"),
        ("help", "help"),
        ("ไม่รับแจ้งเตือน", "quit_notices"),
        ("ບໍ່ຮັບແຈ້ງເຕືອນ", "quit_notices"),
        ("ถัดไป", "next"),
        ("ຕໍ່ໄປ", "next"),
    ],
)
def test_a_steering_word_alone_steers(typed: str, wish: str) -> None:
    assert steering(typed) == wish


@pytest.mark.parametrize(
    "typed",
    ["", "ค่ะ", "ข้ามถนน", "ยกเลิกการเยี่ยม", "หยุดกินยา", "ข้าม ย้อน", "ข้าม" + "ค่ะ" * 40],
)
def test_a_steering_word_among_others_does_not(typed: str) -> None:
    assert steering(typed) is None


def test_yes_done_seen_save_are_read_in_both_languages() -> None:
    assert says_yes("ใช่ค่ะ")
    assert says_yes("ແມ່ນ")
    assert not says_yes("ไม่ใช่")
    assert says_done("เสร็จแล้วค่ะ")
    assert says_done("ແລ້ວ")
    assert not says_done("ยัง")
    assert says_seen("รับทราบ")
    assert says_seen("OK")
    assert not says_seen("ไม่")
    assert says_save("บันทึก")
    assert says_save("ບັນທຶກ")
    assert not says_save("ไม่บันทึก")
