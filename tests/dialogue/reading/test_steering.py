"""Words that steer."""

import pytest

from dialogue.reading.steering import (
    says_add_person,
    says_done,
    says_no_name,
    says_people,
    says_practice,
    says_save,
    says_seen,
    says_visit,
    says_what_to_do,
    says_yes,
    steering,
)


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
        ("ปิดแจ้งเตือน", "quit_notices"),
        ("ປິດແຈ້ງເຕືອນ", "quit_notices"),
        ("รับแจ้งเตือนอีกครั้ง", "have_notices"),
        ("เปิดแจ้งเตือน", "have_notices"),
        ("ຮັບແຈ້ງເຕືອນຄືນ", "have_notices"),
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


@pytest.mark.parametrize("typed", ["คน", "หาคนหน่อย", "ຄົນ", "ຊອກຫາຄົນແດ່", "People"])
def test_people_are_asked_for_in_three_languages(typed: str) -> None:
    assert says_people(typed)
    assert not says_add_person(typed)


@pytest.mark.parametrize("typed", ["เพิ่มคน", "เพิ่มคนใหม่ค่ะ", "ເພີ່ມຄົນໃໝ່", "add a person"])
def test_someone_new_is_told_of_in_three_languages(typed: str) -> None:
    assert says_add_person(typed)
    assert not says_people(typed)


@pytest.mark.parametrize("text", ["เยี่ยม", "ไปเยี่ยมค่ะ", "ຢ້ຽມຢາມ", "ຢ້ຽມແດ່", "Visit"])
def test_a_visit_is_asked_for_in_three_languages(text: str) -> None:
    assert says_visit(text)


@pytest.mark.parametrize("text", ["ฝึก", "ຝຶກ", "practise", "Practice"])
def test_practice_is_asked_for_in_three_languages(text: str) -> None:
    assert says_practice(text)


@pytest.mark.parametrize("text", ["เยี่ยมบ้าน", "เยี่ยมยายแดง", "ฝึกงาน"])
def test_a_visit_and_practice_are_asked_for_by_the_whole_message_alone(text: str) -> None:
    assert not says_visit(text)
    assert not says_practice(text)


@pytest.mark.parametrize("typed", ["คน", "งานวันนี้ค่ะ", "ວຽກມື້ນີ້", "เพิ่มคน", "ຢ້ຽມຢາມ", "my data"])
def test_a_word_for_other_work_is_nobodys_name(typed: str) -> None:
    assert says_no_name(typed)
    assert says_what_to_do(typed)


@pytest.mark.parametrize("typed", ["ทีม", "แก้ไข", "ส่งต่อ"])
def test_a_word_that_may_be_a_nickname_is_other_work_only_where_nobody_bears_it(typed: str) -> None:
    assert not says_no_name(typed)
    assert says_what_to_do(typed)
