"""Newcomers: what was typed wrongly is asked again, and nothing is kept by a slip."""

import pytest
from sqlalchemy import select

from dialogue.tap import read
from handlers import finding
from models.contact import Contact
from models.household import Household
from models.person import Person
from tests.areas import load
from tests.handlers.pressing import press
from tests.handlers.talking_people import joined, labels, noted, says
from tests.house import House

pytestmark = pytest.mark.anyio


def last(house: House, of: object) -> str:
    return house.heard(of)[-1]  # type: ignore[arg-type]  # a phone


async def test_the_tambon_is_found_by_typing_within_the_district(house: House) -> None:
    await house.apart(load, house.store)
    somsri = await joined(house, "สมศรี", area="3405")
    await says(somsri, "เพิ่มคน", "ยายคำ", "=ยินยอมให้เก็บ", "H-7", "ข้าม")

    await says(somsri, "หาดใหญ่")
    assert "ไม่พบ" in last(house, somsri)
    await says(somsri, "เขมราฐ")
    assert "อายุเท่าไร" in last(house, somsri)
    await says(somsri, "=ข้ามที่เหลือ")

    assert await house.apart(areas, house) == ["340501"]


def areas(house: House) -> list[str]:
    with house.store.thinking() as session:
        return list(session.scalars(select(Person.area)))


async def test_a_slip_in_the_name_of_a_tambon_is_confirmed_with_a_button(house: House) -> None:
    await house.apart(load, house.store)
    somsri = await joined(house, "สมศรี", area="3405")
    await says(somsri, "เพิ่มคน", "ยายคำ", "=ยินยอมให้เก็บ", "H-7", "ข้าม", "เขมราด")

    await somsri.tap(next(label for label in labels(somsri) if "เขมราฐ" in label))

    assert "อายุเท่าไร" in last(house, somsri)


async def test_what_is_no_age_is_asked_again(house: House) -> None:
    somsri = await joined(house, "สมศรี")
    await says(somsri, "เพิ่มคน", "ยายคำ", "=ยินยอมให้เก็บ", "=ไม่มีบ้านประจำ", "เจ็ดสิบกว่า")
    assert "เช่น 71" in last(house, somsri)

    await says(somsri, "71")

    assert "หญิงหรือชาย" in last(house, somsri)


async def test_words_where_a_number_or_a_button_is_wanted_are_asked_again(house: House) -> None:
    somsri = await joined(house, "สมศรี")
    await says(somsri, "เพิ่มคน", "ยายคำ", "=ยินยอมให้เก็บ", "=ไม่มีบ้านประจำ", "71", "ไม่รู้")
    assert "พิมพ์เลขหน้าคำตอบ" in "\n".join(house.heard(somsri)[-2:])

    await says(somsri, "1")

    assert "ภาษาอะไรสะดวก" in last(house, somsri)


async def test_what_is_too_long_or_violent_is_not_kept_as_a_name(house: House) -> None:
    somsri = await joined(house, "สมศรี")
    await says(somsri, "เพิ่มคน", "ก" * 41)
    assert "40" in last(house, somsri)

    await says(somsri, "ผัวตีเมื่อคืน")
    assert "1300" in last(house, somsri)
    await says(somsri, "ยายคำ", "=ยินยอมให้เก็บ")

    assert "บ้านของ ยายคำ" in last(house, somsri)


async def test_whether_they_agree_is_asked_before_anything_but_the_nickname(house: House) -> None:
    somsri = await joined(house, "สมศรี")

    await says(somsri, "เพิ่มคน", "ยายคำ")

    assert "ยายคำ ยินยอมให้เก็บไหม" in last(house, somsri)
    await says(somsri, "ข้าม", "H-7", "71")
    assert "บ้านของ" not in "\n".join(house.heard(somsri))
    await says(somsri, "=ไม่ยินยอม")
    assert "ไม่เก็บอะไรไว้" in last(house, somsri)


async def test_what_is_left_cannot_be_skipped_before_it_is_known_who_it_is(house: House) -> None:
    somsri = await joined(house, "สมศรี")
    await noted(somsri, "ยายคำ", "=ไม่มีบ้านประจำ")
    await says(somsri, "เพิ่มคน", "ยายคำ", "=ยินยอมให้เก็บ")
    home = next(button for button in somsri.buttons() if button.label == "ไม่มีบ้านประจำ")
    tap = read(str(home.action["data"]))
    assert tap is not None

    await press(somsri, tap.act, tap.value.replace(".home.none", ".home.rest"))

    assert "บ้านของ ยายคำ" in last(house, somsri)
    assert len(await house.apart(areas, house)) == 1


async def test_groups_stand_on_pages(house: House) -> None:
    somsri = await joined(house, "สมศรี")
    await says(somsri, "เพิ่มคน", "ยายคำ", "=ยินยอมให้เก็บ", "=ไม่มีบ้านประจำ", "71", "1", "1")
    first = labels(somsri)

    await says(somsri, "=กลุ่มอื่นๆ", "=กลุ่มอื่นๆ", "=กลุ่มอื่นๆ")
    assert labels(somsri)[:2] == ["หญิงลาวทำงาน", "กลุ่มเปราะบางอื่น"]
    await says(somsri, "=กลุ่มอื่นๆ")

    assert labels(somsri) == first


async def test_a_button_of_someone_who_was_noted_before_changes_nothing(house: House) -> None:
    somsri = await joined(house, "สมศรี")
    await says(somsri, "เพิ่มคน", "ยายคำ", "=ยินยอมให้เก็บ", "=ไม่มีบ้านประจำ")
    old = next(button for button in somsri.buttons() if button.label == "ข้ามที่เหลือ")
    await says(somsri, "ยกเลิก")

    await somsri.press(old)

    assert "เสร็จไปแล้ว" in last(house, somsri)
    assert await house.apart(areas, house) == []


async def test_another_home_of_the_same_mark_is_a_home_of_its_own(house: House) -> None:
    somsri = await joined(house, "สมศรี")
    await noted(somsri, "ยายคำ", "H-7", "บ้านโพน")

    await noted(somsri, "บุญมี", "H-7", "=บ้านหลังอื่น", "บ้านนา")

    def homes() -> list[tuple[str | None, str | None]]:
        with house.store.thinking() as session:
            return sorted((home.village, home.mark) for home in session.scalars(select(Household)))

    assert await house.apart(homes) == [("บ้านนา", "H-7"), ("บ้านโพน", "H-7")]


async def test_a_home_that_is_typed_anew_forgets_the_village_of_the_first(house: House) -> None:
    somsri = await joined(house, "สมศรี")
    await says(somsri, "เพิ่มคน", "ยายคำ", "=ยินยอมให้เก็บ", "H-7", "บ้านโพน", "=ย้อนกลับ", "ย้อนกลับ", "K-1")

    assert "หมู่บ้านไหน" in last(house, somsri)


async def test_one_who_is_known_already_is_said_to_be(house: House) -> None:
    somsri = await joined(house, "สมศรี")
    await noted(somsri, "ยายคำ", "=ไม่มีบ้านประจำ")
    await says(somsri, "เพิ่มคน", "ยายคำ", "=ยินยอมให้เก็บ", "=ไม่มีบ้านประจำ", "=ยายคำ")

    assert "ไม่ได้สร้างใหม่" in last(house, somsri)
    assert len(await house.apart(areas, house)) == 1


async def test_somebody_new_can_be_begun_in_place_of_who_was_begun(house: House) -> None:
    somsri = await joined(house, "สมศรี")
    await says(somsri, "เพิ่มคน", "ยายคำ", "เมนู", "เพิ่มคน", "=คนละคนกัน")

    assert "ชื่อเล่นหรือรหัส" in last(house, somsri)


async def test_the_search_can_be_ended_and_begun_again(house: House) -> None:
    somsri = await joined(house, "สมศรี")
    await says(somsri, "คน", "ยกเลิก")
    assert "เลิกค้นหา" in last(house, somsri)

    await says(somsri, "คน", "คน")

    assert "หาใคร" in last(house, somsri)


async def test_where_not_everybody_is_looked_through_it_is_said(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    somsri, mali = await joined(house, "สมศรี"), await joined(house, "มาลี", role="coordinator")
    for number in range(3):
        await noted(somsri, f"บุญ{number}ชัย{number}", "=ไม่มีบ้านประจำ")
    monkeypatch.setattr(finding, "_LOOKED_AT", 2)

    await says(mali, "คน", "สมชาย")

    assert "พิมพ์ชื่อเล่นให้ตรง" in last(house, mali)


async def test_a_question_about_someone_goes_before_the_answer_of_an_open_form(
    house: House,
) -> None:
    somsri = await joined(house, "สมศรี")
    await says(somsri, "เพิ่มคน", "ยายคำ", "=ยินยอมให้เก็บ")
    new = next(button for button in somsri.buttons() if button.label == "ไม่มีบ้านประจำ")
    await says(somsri, "เมนู", "small")
    assert "ชื่อเล่นอะไร" in last(house, somsri)

    await somsri.press(new)
    assert "อายุเท่าไร" in last(house, somsri)
    await says(somsri, "71")

    assert "หญิงหรือชาย" in last(house, somsri)


async def test_whoever_loses_their_role_notes_nobody_to_the_end(house: House) -> None:
    somsri = await joined(house, "สมศรี")
    await says(somsri, "เพิ่มคน", "ยายคำ", "=ยินยอมให้เก็บ", "=ไม่มีบ้านประจำ")

    def forget() -> None:
        with house.store.writing() as session:
            contact = session.get(Contact, house.lane(somsri))
            assert contact is not None
            contact.noting = None

    await house.apart(forget)
    await says(somsri, "71")

    assert "หญิงหรือชาย" not in last(house, somsri)


async def test_the_words_of_a_button_count_as_a_tap_on_it(house: House) -> None:
    somsri = await joined(house, "สมศรี")
    await says(somsri, "เพิ่มคน", "ยายคำ", "ยินยอม", "ไม่มีบ้านประจำ", "71", "หญิง")
    assert "พูดภาษาอะไร" in last(house, somsri)

    await says(somsri, "ลาว")  # what the person speaks, not what the volunteer reads
    assert "กลุ่มใดบ้าง" in last(house, somsri)
    await says(somsri, "คนพิการ", "เสร็จแล้ว", "=ดูข้อมูลคนนี้")

    told = last(house, somsri)
    for one in ("หญิง", "ภาษาลาว", "คนพิการ"):
        assert one in told


async def test_the_rest_is_passed_over_by_word(house: House) -> None:
    somsri = await joined(house, "สมศรี")
    await says(somsri, "เพิ่มคน", "ยายคำ", "=ยินยอมให้เก็บ", "=ไม่มีบ้านประจำ", "ข้ามที่เหลือ")

    assert "เพิ่ม ยายคำ ในทะเบียนแล้ว" in last(house, somsri)
