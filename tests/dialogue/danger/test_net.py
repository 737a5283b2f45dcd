"""The net: every red flag is seen, in all three spellings, and what is not now is asked about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.danger import shipped_net
from dialogue.danger.net import Net
from tests.dialogue.danger.flags import ALL, Flag

NET = shipped_net()


@pytest.mark.parametrize("flag", ALL, ids=lambda flag: f"{flag.kind}-{flag.lao}")
@pytest.mark.parametrize("spelling", ["thai", "isan", "lao"])
def test_every_red_flag_is_seen_as_what_it_is(flag: Flag, spelling: str) -> None:
    signs = NET.signs(getattr(flag, spelling))

    assert flag.kind in {sign.kind for sign in signs if sign.certainty == "now"}


@pytest.mark.parametrize(
    "typed",
    [
        "ชัคคคคค ช่วยยยย",  # a wrong last letter, held keys
        "หายใจไม่ออกกกก",
        "หาย ใจ ไม่ ออก",
        "หายใจไม่ออก",
        "เเน่นหน้าอก",  # two times เ for แ
        "เจบหนาอก",  # no marks at all
        "เลือดออกไม่หยุดค่ะช่วยด้วยค่ะ",
        "ลูก\u200bชัก",  # something that is not seen
        "หายใจบ่ออก",
        "ຫາຍໃຈບໍອອກ",  # the question's "not"
        "ຫມົດສະຕິ",  # letters apart that are one
        "ลูก ຊັກ ຊ່ວຍແດ່",  # two scripts
        "luk bo hanjai suay dae",
        "help my father is not breathing",
        "my baby is blue",
        "ລູກໂຕຂຽວ",
        "ງູກັດ",
    ],
)
def test_panic_is_read_however_it_is_typed(typed: str) -> None:
    signs = NET.signs(typed)

    assert signs
    assert signs[0].certainty == "now"


@pytest.mark.parametrize(
    "typed",
    [
        "นายจ้างยึดพาสปอร์ต ไม่ให้ออกไปไหน",
        "ผัวขังฉันไว้ในห้อง",
        "ข้อยถืกขัง ออกบ่ได้",
        "ນາຍຈ້າງຢຶດພາສປອດ ບໍ່ໃຫ້ອອກຈາກຫ້ອງ",
    ],
)
def test_whoever_is_locked_in_is_met_as_violence(typed: str) -> None:
    assert [(sign.kind, sign.certainty) for sign in NET.signs(typed)] == [("violence", "now")]


@pytest.mark.parametrize(
    "typed",
    [
        "โดนข่มขืน",
        "ຖືກຂົ່ມຂືນ",
        "raped",
        "เขาบีบคอฉัน",
        "ລາວບີບຄໍຂ້ອຍ",
        "เขาล็อคห้องไม่ให้ออก",
        "locked in the factory, can't leave",
        "ถูกหลอกมาขายตัวหนีไม่ได้",
        "ຖືກຫຼອກມາຂາຍ ໜີບໍ່ໄດ້",
        "my husband is beating me",
        "ถูกบังคับให้มีเพศสัมพันธ์",
        "โดนฉุดขึ้นรถ",
        "ນາຍຈ້າງລັອກປະຕູ ອອກບໍ່ໄດ້",
    ],
)
def test_what_no_one_should_live_through_is_violence_without_a_word_of_when(typed: str) -> None:
    assert [(sign.kind, sign.certainty) for sign in NET.signs(typed)] == [("violence", "now")]


@pytest.mark.parametrize(
    "typed",
    [
        "ถ้าฉันตายไปทุกคนคงสบายขึ้น",
        "อยากหลับแล้วไม่ตื่นขึ้นมาอีกเลย",
        "บ่อยากมีซีวิดยู่แล้ว",
        "ເມື່ອຍຊີວິດ ຢາກນອນແລ້ວບໍ່ຕື່ນ",
        "อยากหายไปเลย ไม่อยากเป็นภาระ",
        "ຊິກິນຢາຕາຍ",
    ],
)
def test_a_wish_to_be_gone_is_read_without_the_word_for_it(typed: str) -> None:
    signs = NET.signs(typed)

    assert ("self_harm", "now") in {(sign.kind, sign.certainty) for sign in signs}


@pytest.mark.parametrize("typed", ["กินยาพาราไป 30 เม็ด", "ກິນຢານອນຫຼັບໝົດກະປ໋ອງ", "took 30 pills"])
def test_too_many_pills_are_an_overdose_whatever_stands_between(typed: str) -> None:
    assert [(sign.id, sign.certainty) for sign in NET.signs(typed)] == [("overdose", "now")]


@pytest.mark.parametrize(
    "typed",
    [
        "แขนหักใส่เฝือกแล้ว นัดตรวจวันไหน",
        "ขำจนจะตาย",
        "ຫິວເຂົ້າຈະຕາຍ",
        "กินยาพารา 2 เม็ดแล้วไข้ไม่ลด",
        "ກິນຢາ 2 ເມັດ",
        "took 2 pills for headache",
    ],
)
def test_a_plaster_a_few_pills_and_a_manner_of_speaking_are_no_danger(typed: str) -> None:
    assert NET.signs(typed) == ()


@pytest.mark.parametrize("typed", ["ลูกชายถูกขังคุก", "หมอไม่ให้ออกจากโรงพยาบาล", "ລູກຊາຍຖືກຂັງຄຸກ"])
def test_a_prison_or_a_hospital_is_no_violence(typed: str) -> None:
    assert NET.signs(typed) == ()


@pytest.mark.parametrize(
    "typed",
    [
        "ไม่เจ็บหน้าอก",
        "ไม่มีอาการชัก",
        "บ่เจ็บหน้าเอิก",
        "ບໍ່ເຈັບໜ້າເອິກ",
        "ບໍ່ມີໄຂ້ຊັກ",
        "เมื่อวานลูกชัก",
        "ปีที่แล้วพ่อเคยเจ็บหน้าอก",
        "มื้อวานลูกซัก",
        "ມື້ວານລູກຊັກ",
        "ປີກາຍພໍ່ໝົດສະຕິ",
        "ถ้ามีคนหมดสติต้องทำอย่างไร",
        "ຖ້າມີຄົນຖືກງູກັດ ຕ້ອງເຮັດແນວໃດ",
        "ป้องกันงูกัดยังไง",
        "ວິທີປ້ອງກັນເດັກຈົມນ້ຳ",
        "เคยคิดฆ่าตัวตาย ตอนนี้ดีขึ้นแล้ว",
    ],
)
def test_what_is_denied_past_or_only_supposed_is_asked_about(typed: str) -> None:
    signs = NET.signs(typed)

    assert signs
    assert {sign.certainty for sign in signs} == {"unclear"}


@pytest.mark.parametrize(
    "typed",
    [
        "เมื่อวานชัก วันนี้ชักอีก",
        "ມື້ວານຊັກ ດຽວນີ້ຊັກອີກ",
        "ไม่เคยเป็นแบบนี้ แน่นหน้าอกมาก",
        "หายใจไม่ออก ทำยังไงดี",
        "ลูกในท้องไม่ดิ้นตั้งแต่เมื่อวาน",
        "วิธีฆ่าตัวตายที่ไม่เจ็บ",
        "อกหัก อยากตาย",
        "ถ้าฉันตายไป ใครจะเลี้ยงลูก คิดจะผูกคอ",
        "ຄິດຮອດລູກ ບໍ່ຢາກມີຊີວິດຢູ່",
        "พ่อหมดสติ ถ้าไม่รีบคงแย่",
    ],
)
def test_what_goes_on_now_is_not_doubted(typed: str) -> None:
    assert NET.signs(typed)[0].certainty == "now"


@pytest.mark.parametrize(
    "typed",
    [
        "สวัสดีครับ",
        "ยายแดง",
        "ໂຮງໝໍຢູ່ໃສ",
        "ฉีดวัคซีนเด็กที่ไหน",
        "อยากขอรถเข็นให้ยาย",
        "ซักผ้าให้ยายแล้ว",
        "ชักชวนเพื่อนบ้านมาตรวจสุขภาพ",
        "ยาคุมฉุกเฉินซื้อที่ไหน",
        "เจ้าหน้าที่มาเยี่ยมวันนี้",
        "ตรวจเลือดที่ไหนได้บ้าง",
        "ນາແວງ",
        "ยายกินข้าวได้ นอนหลับดี",
        "โทรศัพท์ตกน้ำ",
        "ร้อนจะตายแล้ว",
    ],
)
def test_ordinary_words_are_let_be(typed: str) -> None:
    assert NET.signs(typed) == ()


def test_a_sign_that_is_certain_comes_before_one_that_is_not() -> None:
    signs = NET.signs("ไม่เจ็บหน้าอก แต่ลูกชัก")

    assert [(sign.id, sign.certainty) for sign in signs] == [
        ("seizure", "now"),
        ("chest_pain", "unclear"),
    ]


@given(st.text(max_size=400))
def test_whatever_is_typed_is_looked_through(typed: str) -> None:
    for sign in NET.signs(typed):
        assert sign.id in {line.id for line in NET.lines}


WORDS = """word,means,th,isan,lo,except
hurts,pain,เจ็บ,,ເຈັບ,เจ็บใจ
chest,chest,หน้าอก,,ໜ້າເອິກ,
day,days,อายุ#วัน,,,
negated,not,ไม่,บ่,ບໍ່,
past,past,เมื่อวาน,,,
still,still,ตอนนี้,,,
over,over,หายแล้ว,,,
supposed,if,ถ้า,,,
asks_about,asks,ป้องกัน,,,
"""
SIGNS = """sign,kind,means,found_by,unless,certainty
pain,medical,Pain in the chest,hurts+chest,,now
young,newborn,A baby in pain,day & hurts,chest,now
"""


def test_words_of_a_sign_stand_near_each_other_in_any_order() -> None:
    net = Net.read(WORDS, SIGNS)

    assert [sign.id for sign in net.signs("หน้าอกของพ่อเจ็บ")] == ["pain"]
    assert net.signs("เจ็บขาตั้งแต่เดินกลับจากทุ่งนาไกลๆ วันก่อน และหน้าอก") == ()
    assert net.signs("เจ็บใจ หน้าอก") == ()


def test_a_number_stands_for_itself_in_digits_and_words() -> None:
    net = Net.read(WORDS, SIGNS)

    assert [sign.id for sign in net.signs("อายุ 12 วัน เจ็บ")] == ["young"]
    assert [sign.id for sign in net.signs("อายุสองวัน เจ็บ")] == ["young"]
    assert [sign.id for sign in net.signs("อายุ ๓ วัน เจ็บหน้าอก")] == ["pain"]


@pytest.mark.parametrize(
    ("words", "signs", "fault"),
    [
        (WORDS, SIGNS.replace("hurts+chest", "hurts+knee"), "sign 'pain': no such words: knee"),
        (WORDS, SIGNS.replace("medical", "odd"), "sign 'pain': needs a kind"),
        (WORDS, SIGNS.replace("found_by", "found"), "these columns are missing: found_by"),
        (WORDS.replace("chest,chest", "hurts,chest"), SIGNS, "word 'hurts': needs a name"),
        (WORDS.replace("over,over", "done,over"), SIGNS, "these words are missing: over"),
    ],
)
def test_a_table_that_cannot_be_used_says_why(words: str, signs: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        Net.read(words, signs)


@pytest.mark.parametrize(
    "typed",
    ["ຊອກຫາໝໍ", "ຂ້ອຍຊອກຫາບ່ອນປິ່ນປົວ", "ຊອກວຽກ", "ຊອກບ່ອນອື່ນ", "ຊອກຫາຄົນ", "ข้อยซอกหาหมอ", "อยู่ในซอกตึก"],
)
def test_to_look_for_something_is_no_shock(typed: str) -> None:
    assert NET.signs(typed) == ()


@pytest.mark.parametrize("typed", ["คนไข้ช็อก", "ซ็อกแล้วเด้อ", "ຄົນເຈັບຊັອກ", "ຊ໊ອກແລ້ວ"])
def test_shock_is_still_one(typed: str) -> None:
    assert [(sign.id, sign.certainty) for sign in NET.signs(typed)] == [("shock", "now")]
