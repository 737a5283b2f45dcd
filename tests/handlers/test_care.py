"""Where to get care: asked for, found, narrowed, in every state of language and form."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.secrets import Keyring
from bot.simulator.phone import Phone
from bot.store import Store
from dialogue.tap import Tap
from dialogue.understanding.understood import Guess, Understood
from tests.handlers.caring import CENTRE, HERE, settle
from tests.handlers.conftest import XFORM
from tests.handlers.pressing import press
from tests.handlers.writing import asker
from tests.house import House, open_house

pytestmark = pytest.mark.anyio

WITH_PLACE = XFORM.replace(
    'nodeset="/data/picture" type="binary"', 'nodeset="/data/picture" type="geopoint"'
).replace(
    '<upload ref="/data/picture" mediatype="image/*"><label>ส่งรูปบ้าน</label></upload>',
    '<input ref="/data/picture"><label>บ้านอยู่ตรงไหน</label></input>',
)
NIGHT = timedelta(hours=10)  # from noon
LAST = "ต้องการอย่างอื่นไหม"


@pytest.fixture
async def house(lite: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(lite, keys) as house:
        await house.apart(settle, house)
        yield house


async def visitor(house: House, language: str = "ไทย") -> Phone:
    phone = house.phone("malee")
    await phone.follow()
    if language:
        await phone.tap(language)
    return phone


def titles(phone: Phone) -> list[str]:
    """List the titles of the cards that were shown last, but for the one that ends them."""
    flex = next(one for one in reversed(phone.shown()) if one["type"] == "flex")
    contents = flex["contents"]
    assert isinstance(contents, dict)
    bubbles = contents["contents"] if contents["type"] == "carousel" else [contents]
    return [card["header"]["contents"][0]["text"] for card in bubbles][:-1]


def labels(phone: Phone) -> list[str]:
    return [button.label for button in phone.buttons()]


async def test_a_shared_place_is_answered_by_what_is_near(house: House) -> None:
    phone = await visitor(house)

    await phone.send_place(*HERE)

    assert titles(phone) == ["รพ.สต. บ้านใต้", "โรงพยาบาลริมโขง", "รพ.สต. ขามป้อม"]
    lead, cards = house.heard(phone)[-2:]
    assert "เส้นตรง" in lead
    assert "ไม่เก็บไว้" in lead
    assert "ประมาณ 3.2 กม. เส้นตรง" in cards
    assert "ประมาณ 3.3 กม. เส้นตรง" in cards
    assert "โรงพยาบาลอำเภอ" in cards
    assert "ต.เขมราฐ อ.เขมราฐ\n" in cards
    assert "ตอนนี้เปิดอยู่ ถึง 16:00 วันนี้" in cards
    assert "รับสิทธิ: บัตรทอง, บัตรแรงงานข้ามชาติ, คนไม่มีบัตร" in cards
    assert "พูดได้ด้วย: ภาษาลาว, ภาษาอังกฤษ" in cards
    assert "โทรศัพท์: 045 491 098 ต่อ 12" in cards
    assert "ยืนยันเมื่อ 5 ตุลาคม 2569: สสจ." in cards
    assert "หน่วย 50(5)" in cards


async def test_what_is_not_known_is_said(house: House) -> None:
    phone = await visitor(house)

    await phone.send_place(*HERE)

    cards = house.heard(phone)[-1]
    assert "ยังไม่รู้ว่ารับสิทธิไหน\nตำแหน่งยังไม่ยืนยัน\nยังไม่มีเบอร์โทร ถาม 1330 ก่อนไป" in cards
    assert "ยังไม่รู้เวลาเปิด และรับสิทธิไหน\nยังไม่รู้ตำแหน่งบนแผนที่" in cards


async def test_buttons_of_a_card_call_and_lead_there(house: House) -> None:
    phone = await visitor(house)
    await phone.send_place(*HERE)

    await phone.tap("โทร 045 491 097")
    maps = [button for button in phone.buttons() if button.label == "แผนที่"]
    await phone.press(maps[-1])

    assert phone.opened == [
        "tel:045491097",
        "https://www.google.com/maps/search/?api=1&query=16.07,105.2",
    ]
    assert "1669" in " ".join(labels(phone))


async def test_a_place_is_sent_for_the_map(house: House) -> None:
    phone = await visitor(house)
    await phone.send_place(*HERE)

    await press(phone, "care.spot", "X1")

    spot = phone.shown()[-1]
    assert spot["type"] == "location"
    assert (spot["latitude"], spot["longitude"]) == (16.07, 105.2)
    assert spot["title"] == "โรงพยาบาลริมโขง"
    assert "โทร 045 491 097" in labels(phone)


async def test_a_place_without_a_position_cannot_be_sent(house: House) -> None:
    phone = await visitor(house)

    await press(phone, "care.spot", "X3")

    assert "ไม่มีบนแผนที่แล้ว" in house.heard(phone)[-1]


async def test_both_languages_are_spoken_before_one_is_chosen(house: House) -> None:
    phone = await visitor(house, language="")

    await phone.send_place(*HERE)

    lead, cards = house.heard(phone)[-2:]
    assert "ที่รักษาใกล้จุดที่ส่งมา\nບ່ອນປິ່ນປົວໃກ້ຈຸດທີ່ເຈົ້າສົ່ງມາ" in lead
    assert "ໂຮງໝໍລິມຂອງ\nโรงพยาบาลอำเภอ\nໂຮງໝໍອຳເພີ" in cards
    assert "แผนที่ · ແຜນທີ່" in labels(phone)
    assert await house.apart(house.language_of, phone) is None

    await phone.tap("ລາວ")

    assert await house.apart(house.language_of, phone) == "lo"
    assert titles(phone) == ["ສຸກສາລາບ້ານໃຕ້", "ໂຮງໝໍລິມຂອງ", "รพ.สต. ขามป้อม"]
    assert "ປະມານ 3 ກມ ເປັນເສັ້ນຊື່" in house.heard(phone)[-1]


async def test_the_place_is_asked_for_in_both_languages_too(house: House) -> None:
    phone = await visitor(house, language="")

    await phone.type("ຫາບ່ອນປິ່ນປົວ")

    said = house.heard(phone)[-1]
    assert "ต้องการหาที่รักษาแถวไหน" in said
    assert "ເຈົ້າຢາກຫາບ່ອນປິ່ນປົວແຖວໃດ" in said
    assert {"ส่งตำแหน่งของฉัน", "ສົ່ງຈຸດທີ່ຂ້ອຍຢູ່", "ไทย", "ລາວ", "โทร 1669"} <= set(labels(phone))

    await phone.type("ອ.ເຂມະຣາດ")

    assert titles(phone) == ["โรงพยาบาลริมโขง", "รพ.สต. ขามป้อม", "รพ.สต. บ้านใต้"]


@pytest.mark.parametrize("typed", ["หาที่รักษา", "หาโรงพยาบาลครับ", "ຊອກຫາໂຮງໝໍແດ່", "หาบ่อนปิ่นปัว"])
async def test_care_is_asked_for_by_word(house: House, typed: str) -> None:
    phone = await visitor(house)

    await phone.type(typed)

    assert "ต้องการหาที่รักษาแถวไหน" in house.heard(phone)[-1]


async def test_the_location_button_answers(house: House) -> None:
    phone = await visitor(house)
    await phone.type("หาที่รักษา")

    await phone.send_place(*HERE)

    assert "โรงพยาบาลริมโขง" in titles(phone)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("อ.เขมราฐ", "โรงพยาบาลริมโขง"),
        ("ຕ.ນາແວງ", "รพ.สต. บ้านใต้"),
        ("บ้านโนนสำราญ ม.3 ต.นาแวง อ.เขมราฐ", "รพ.สต. บ้านใต้"),
        ("บ้านนาแวง", "รพ.สต. บ้านใต้"),
        ("340503", "รพ.สต. ขามป้อม"),
        ("โรงบาล อ.เขมราฐ", "โรงพยาบาลริมโขง"),
        ("รพ.สต. นาแวง", "รพ.สต. บ้านใต้"),
    ],
)
async def test_what_lies_around_a_typed_place_is_shown(
    house: House, typed: str, first: str
) -> None:
    phone = await visitor(house)
    await phone.type("หาที่รักษา")

    await phone.type(typed)

    assert titles(phone)[0] == first
    assert len(titles(phone)) == 3  # all of the district, and none of another
    assert "กม. เส้นตรง" not in house.heard(phone)[-1]


async def test_a_name_of_two_places_is_asked_about_once(house: House) -> None:
    phone = await visitor(house)
    await phone.type("หาที่รักษา")

    await phone.type("เขมราฐ")
    assert labels(phone)[:2] == ["อ.เขมราฐ จ.อุบลราชธานี", "ต.เขมราฐ อ.เขมราฐ"]
    await phone.type("๒")

    assert "ที่รักษาแถว ต.เขมราฐ" in house.heard(phone)[-2]
    assert titles(phone)[0] == "โรงพยาบาลริมโขง"


async def test_a_slip_is_confirmed_by_a_button(house: House) -> None:
    phone = await visitor(house)
    await phone.type("หาที่รักษา")

    await phone.type("อ.เขมราด")
    await phone.tap("อ.เขมราฐ")

    assert titles(phone)[0] == "โรงพยาบาลริมโขง"


async def test_a_place_that_is_not_known_is_asked_for_again(house: House) -> None:
    phone = await visitor(house)
    await phone.type("หาที่รักษา")

    await phone.type("กขคง จฉชซ")
    assert "ไม่พบสถานที่นี้" in house.heard(phone)[-1]
    await phone.type("อ.เขมราฐ")

    assert titles(phone)[0] == "โรงพยาบาลริมโขง"


async def test_another_wish_is_not_taken_for_a_place(house: House) -> None:
    phone = await visitor(house)
    await phone.type("หาที่รักษา")

    await phone.type("ข้อมูลของฉัน")

    assert "เก็บเกี่ยวกับคุณ" in house.heard(phone)[-1] or "ข้อมูล" in house.heard(phone)[-1]
    assert "ไม่พบสถานที่นี้" not in house.heard(phone)[-1]


async def test_a_service_is_asked_for_and_let_go_again(house: House) -> None:
    phone = await visitor(house)
    await phone.send_place(*HERE)

    await phone.tap("ฉีดวัคซีน")
    assert titles(phone) == ["รพ.สต. บ้านใต้"]
    assert "✓ ฉีดวัคซีน" in house.heard(phone)[-2]

    await phone.tap("✓ ฉีดวัคซีน")
    assert len(titles(phone)) == 3


async def test_what_fits_far_away_is_shown_and_said_to_be_far(house: House) -> None:
    phone = await visitor(house)
    await phone.send_place(*HERE)

    await phone.tap("ทำฟัน")

    assert titles(phone) == ["โรงพยาบาลเมืองไกล"]
    assert "ไม่พบที่รักษาในระยะ 50 กม." in house.heard(phone)[-2]
    assert "ประมาณ 89 กม. เส้นตรง" in house.heard(phone)[-1]


async def test_where_nothing_fits_the_nearest_are_shown_and_that_is_said(house: House) -> None:
    phone = await visitor(house)
    await phone.send_place(*HERE)

    await phone.tap("สุขภาพจิต")

    lead = house.heard(phone)[-2]
    assert "ยังไม่รู้ว่าที่ไหนมีครบตามนี้\n✓ สุขภาพจิต\nที่ใกล้ที่สุดคือ โทรถามก่อนไป" in lead
    assert titles(phone)[:2] == ["รพ.สต. บ้านใต้", "โรงพยาบาลริมโขง"]
    assert {"โทร 1330", "โทร 1669"} <= set(labels(phone))


async def test_at_night_only_the_emergency_room_is_open(house: House) -> None:
    phone = await visitor(house)
    house.watch.move(NIGHT)
    await phone.send_place(*HERE)
    assert "ตอนนี้ปิดอยู่ เปิดพรุ่งนี้" in house.heard(phone)[-1]
    assert "ห้องฉุกเฉิน: เปิดตลอด" in house.heard(phone)[-1]

    await phone.tap("เปิดอยู่ตอนนี้")

    assert titles(phone) == ["โรงพยาบาลริมโขง"]


async def test_who_speaks_lao_and_honours_a_right_is_found(house: House) -> None:
    phone = await visitor(house)
    await phone.type("หาที่รักษา")
    await phone.type("อ.เขมราฐ")

    await phone.tap("พูดลาวได้")
    assert titles(phone) == ["โรงพยาบาลริมโขง"]

    await phone.tap("เลือกสิทธิที่มี")
    assert "1669 ฟรีสำหรับทุกคน" in house.heard(phone)[-1]
    await phone.tap("ไม่มีบัตร")
    assert titles(phone) == ["โรงพยาบาลริมโขง"]
    assert "✓ ไม่มีบัตร\n✓ พูดลาวได้" in house.heard(phone)[-2]

    await phone.tap("✓ ไม่มีบัตร")
    await phone.tap("ประกันสังคม")
    assert "ยังไม่รู้ว่าที่ไหนมีครบตามนี้" in house.heard(phone)[-2]

    await phone.tap("✓ ประกันสังคม")
    await phone.tap("สิทธิใดก็ได้")
    assert "สิทธิ" not in house.heard(phone)[-2]


async def test_far_from_everything_the_next_nearest_is_shown(house: House) -> None:
    phone = await visitor(house)

    await phone.send_place(13.75, 100.5)  # Bangkok

    assert "ไม่พบที่รักษาในระยะ 50 กม." in house.heard(phone)[-2]
    assert titles(phone) == ["โรงพยาบาลเมืองไกล", "โรงพยาบาลริมโขง", "รพ.สต. บ้านใต้"]


async def test_a_district_without_any_is_answered_by_its_province(house: House) -> None:
    phone = await visitor(house)
    await phone.type("หาที่รักษา")

    await phone.type("อ.บุณฑริก")

    assert "ยังไม่มีข้อมูลแถว อ.บุณฑริก" in house.heard(phone)[-2]
    assert titles(phone)[0] == "โรงพยาบาลเมืองไกล"


async def test_a_province_without_any_is_answered_by_the_lines(house: House) -> None:
    phone = await visitor(house)
    await phone.type("หาที่รักษา")

    await phone.type("จ.สงขลา")

    assert "ยังไม่มีข้อมูลสถานพยาบาลแถวนั้น" in house.heard(phone)[-2]
    assert titles(phone) == []
    assert {"โทร 1330", "โทร 1669"} <= set(labels(phone))


async def test_a_whole_province_begins_with_its_large_hospitals(house: House) -> None:
    phone = await visitor(house)
    await phone.type("หาที่รักษา")

    await phone.type("จ.อุบลราชธานี")

    assert titles(phone)[:2] == ["โรงพยาบาลเมืองไกล", "โรงพยาบาลริมโขง"]
    assert "จำพื้นที่นี้ไว้" not in labels(phone)


async def test_an_area_with_few_is_filled_up_with_what_lies_near(house: House) -> None:
    neighbour = {**CENTRE, "code": "X5", "name_th": "โรงพยาบาลข้างเคียง", "area": "342801"}
    await house.apart(settle, house, {**neighbour, "latitude": "16.3"})  # 26 km north
    phone = await visitor(house)
    await phone.type("หาที่รักษา")

    await phone.type("อ.เขมราฐ")

    assert titles(phone) == [
        *("โรงพยาบาลริมโขง", "รพ.สต. ขามป้อม", "รพ.สต. บ้านใต้"),
        "โรงพยาบาลข้างเคียง",
    ]
    assert "กม. เส้นตรง" not in house.heard(phone)[-1]


async def test_a_service_asked_for_beforehand_is_kept_until_the_place_is_known(
    house: House,
) -> None:
    phone = await visitor(house)
    await press(phone, "care", ".vaccines")
    assert "✓ ฉีดวัคซีน" in house.heard(phone)[-1]

    await phone.send_place(*HERE)

    assert titles(phone) == ["รพ.สต. บ้านใต้"]


async def test_an_emergency_room_can_be_asked_for(house: House) -> None:
    phone = await visitor(house)
    await press(phone, "care", ".emergency")

    await phone.send_place(*HERE)

    assert titles(phone) == ["โรงพยาบาลริมโขง"]
    assert "✓ ห้องฉุกเฉิน" in house.heard(phone)[-2]
    assert "เปิดตลอด 24 ชั่วโมง" in house.heard(phone)[-1]
    assert "ห้องฉุกเฉิน: " not in house.heard(phone)[-1]


async def test_only_those_with_a_role_are_offered_to_correct_it(house: House) -> None:
    stranger = await visitor(house)
    await stranger.send_place(*HERE)
    volunteer = await house.volunteer()

    await volunteer.send_place(*HERE)

    assert "ข้อมูลผิด" not in labels(stranger)
    assert labels(volunteer).count("ข้อมูลผิด") == 3


async def test_a_volunteer_is_offered_their_own_area(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("หาที่รักษา")

    await phone.tap("อ.เขมราฐ")

    assert titles(phone)[0] == "โรงพยาบาลริมโขง"


async def test_a_form_that_needs_no_place_goes_on_after_the_answer(house: House) -> None:
    await house.apart(house.publish, "small", "แบบเล็ก", XFORM)
    phone = await house.volunteer()
    await phone.type("small")

    await phone.send_place(*HERE)

    heard = house.heard(phone)
    assert "โรงพยาบาลริมโขง" in heard[-2]
    assert "ชื่อเล่นอะไร" in heard[-1]
    assert "โทร 1669" in labels(phone)
    await phone.type("แดง")
    assert "ส่งรูปบ้าน" in house.heard(phone)[-1]


async def test_a_form_that_waits_for_a_place_is_given_it(house: House) -> None:
    await house.apart(house.publish, "small", "แบบเล็ก", WITH_PLACE)
    phone = await house.volunteer()
    await phone.type("small")
    await phone.type("แดง")
    assert "บ้านอยู่ตรงไหน" in house.heard(phone)[-1]

    await phone.send_place(*HERE)

    assert "สีอะไร" in house.heard(phone)[-1]
    assert "โรงพยาบาลริมโขง" not in "\n".join(house.heard(phone))


async def test_after_a_long_silence_the_question_is_not_shown_unasked(house: House) -> None:
    await house.apart(house.publish, "small", "แบบเล็ก", XFORM)
    phone = await house.volunteer()
    await phone.type("small")
    house.watch.move(timedelta(hours=1))

    await phone.send_place(*HERE)
    assert "ชื่อเล่นอะไร" not in "\n".join(house.heard(phone)[-2:])

    await phone.tap("ทำต่อ")
    assert "ชื่อเล่นอะไร" in house.heard(phone)[-1]


async def test_whoever_talks_with_a_person_is_told_that_a_place_is_not_passed_on(
    house: House,
) -> None:
    phone = await asker(house)

    await phone.send_place(*HERE)
    assert "ส่งต่อเฉพาะข้อความ" in house.heard(phone)[-1]

    await press(phone, "care")
    await phone.send_place(*HERE)
    assert "โรงพยาบาลริมโขง" in titles(phone)


async def test_an_area_is_remembered_only_when_that_is_asked_for(house: House) -> None:
    phone = await visitor(house)
    await phone.send_place(*HERE)
    await phone.type("หาที่รักษา")
    assert "อ.เขมราฐ" not in labels(phone)

    await phone.send_place(*HERE)
    await phone.tap("จำพื้นที่นี้ไว้")
    assert "จำไว้แล้ว: อ.เขมราฐ จ.อุบลราชธานี" in house.heard(phone)[-1]

    await phone.type("หาที่รักษา")
    await phone.tap("อ.เขมราฐ")
    assert titles(phone)[0] == "โรงพยาบาลริมโขง"
    assert "จำพื้นที่นี้ไว้" not in labels(phone)

    await phone.type("ข้อมูลของฉัน")
    assert "พื้นที่ที่ให้จำไว้: อ.เขมราฐ จ.อุบลราชธานี" in house.heard(phone)[-1]
    await phone.tap("ลืมพื้นที่นี้")
    await phone.type("ข้อมูลของฉัน")
    assert "พื้นที่ที่ให้จำไว้" not in house.heard(phone)[-1]


@pytest.mark.parametrize(
    ("act", "value"),
    [
        ("care", "p999999_1.general.uc.o"),
        ("care", "p1604_10520.nothing.nobody.xyz"),
        ("care", "34050"),
        ("care", "999999"),
        ("care.right", "9" * 200),
        ("care.keep", "000000"),
        ("care.lang", "xx.340501"),
        ("care.spot", "X9"),
    ],
)
async def test_whatever_a_button_is_made_to_carry_is_answered(
    house: House, act: str, value: str
) -> None:
    phone = await visitor(house)
    before = len(house.heard(phone))

    await phone.courier.send(phone.events.postback(phone.source, Tap(act=act, value=value).data()))

    assert len(house.heard(phone)) > before
    assert "ขอโทษ" not in house.heard(phone)[before]


async def test_whoever_asks_something_else_is_answered_instead_of_asked_where(
    lite: Store, keys: Keyring
) -> None:
    def understand(text: str) -> Understood:
        guess = Guess(topic_id="elderly", score=0.9)
        return Understood(band="answer", guesses=(guess,)) if "เบี้ย" in text else Understood()

    async with open_house(lite, keys, understand=understand) as house:
        await house.apart(settle, house)
        phone = await visitor(house)
        await phone.type("หาที่รักษา")

        await phone.type("เบี้ยคนแก่ได้เท่าไร")
        asked = house.heard(phone)[-1]
        await phone.type("หาที่รักษา")
        await phone.type("บ้านที่ไม่มีใครรู้จัก")
        unknown = house.heard(phone)[-1]

    assert "ไม่พบสถานที่นี้" not in asked
    assert "ไม่พบสถานที่นี้" in unknown
    assert "เมนู" in labels(phone)


@pytest.mark.parametrize(
    "typed",
    ["เขมราฐ", "หาที่รักษา เขมราฐ", "หาหมอ อ.เขมราฐ", "ຫາໝໍ ເຂມະຣາດ", "โรงพยาบาลเขมราฐ", "ໂຮງໝໍເຂມະຣາດ"],
)
async def test_a_place_that_is_typed_unasked_is_looked_around(house: House, typed: str) -> None:
    phone = await visitor(house)

    await phone.type(typed)

    assert any("เขมราฐ" in label for label in labels(phone)) or titles(phone)


async def test_what_only_resembles_a_place_is_not_taken_for_one(house: House) -> None:
    phone = await visitor(house)

    await phone.type("เขมราชา")

    assert "ยังไม่เข้าใจ" in house.heard(phone)[-2]
