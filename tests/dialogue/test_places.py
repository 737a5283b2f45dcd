"""How names of places are read: levels, what lies around, slips, and Lao letters."""

import pytest

from dialogue.places import Part, Reading, code_in, in_thai, key, nearest, readings


@pytest.mark.parametrize("text", ["3405", " ๓๔๐๕ ", "໓໔໐໕"])
def test_a_code_is_read_in_any_digits(text: str) -> None:
    assert code_in(text) == "3405"


@pytest.mark.parametrize("text", ["340", "34055", "3405012", "ต.3405", "", "34 05"])
def test_other_numbers_are_no_code(text: str) -> None:
    assert code_in(text) is None


@pytest.mark.parametrize(
    "text", ["อำเภอเขมราฐ", "อำเภอ เขมราฐ", "อ.เขมราฐ", "อ. เขมราฐ", "อ เขมราฐ"]
)
def test_a_level_before_a_name_is_taken_off(text: str) -> None:
    assert Reading(what=Part(key="เขมราฐ", level="district")) in readings(text)


@pytest.mark.parametrize("text", ["ອຳເພີເຂມະຣາດ", "ອໍາເພີ ເຂມະຣາດ", "ອ.ເຂມະຣາດ", "ເມືອງເຂມະຣາດ"])
def test_lao_levels_are_taken_off(text: str) -> None:
    assert Reading(what=Part(key="ເຂມະຣາດ", level="district")) in readings(text)


def test_a_first_letter_is_no_level() -> None:
    assert readings("อ่างทอง") == [Reading(what=Part(key="อ่างทอง"))]
    assert readings("เขตตะวัน")[0] == Reading(what=Part(key="เขตตะวัน"))


@pytest.mark.parametrize(
    "text",
    [
        "ต.ควนขนุน อ.เขาชัยสน จ.พัทลุง",
        "ต.ควนขนุนอ.เขาชัยสนจ.พัทลุง",
        "จังหวัดพัทลุง อำเภอเขาชัยสน ตำบลควนขนุน",
    ],
)
def test_the_smallest_place_is_meant_and_the_others_lie_around(text: str) -> None:
    assert readings(text)[1] == Reading(
        what=Part(key="ควนขนุน", level="tambon"),
        around=(
            Part(key="เขาชัยสน", level="district"),
            Part(key="พัทลุง", level="province"),
        ),
    )


def test_a_name_without_a_level_stands_before_those_around_it() -> None:
    assert readings("ควนขนุน อ.เขาชัยสน")[1] == Reading(
        what=Part(key="ควนขนุน"), around=(Part(key="เขาชัยสน", level="district"),)
    )


def test_words_without_levels_may_stand_either_way() -> None:
    small, large = Part(key="ตุยง"), Part(key="ปัตตานี")

    assert readings("ตุยง ปัตตานี")[1:] == [
        Reading(what=small, around=(large,)),
        Reading(what=large, around=(small,)),
    ]


def test_a_municipality_is_told_by_its_kind() -> None:
    part = Part(key="เขารูปช้าง", level="municipality", sign="ทม.")

    assert Reading(what=part) in readings("ทม.เขารูปช้าง")
    assert Reading(what=part) in readings("เทศบาลเมืองเขารูปช้าง")


def test_a_level_alone_names_nothing() -> None:
    assert readings("  ") == []
    assert readings("อำเภอ") == [Reading(what=Part(key=key("อำเภอ")))]


def test_short_names_allow_no_slip_and_long_ones_more() -> None:
    keys = ["แค", "สะเตง", "เขารูปช้าง"]

    assert nearest("แก", keys, most=3) == []
    assert nearest("สะเต้ง", keys, most=3) == ["สะเตง"]
    assert nearest("เขารูบชาง", keys, most=3) == ["เขารูปช้าง"]


def test_the_nearest_come_first() -> None:
    assert nearest("โคกม่วง", ["โคกมวง", "โคกม่วง", "โคกสวง"], most=2) == ["โคกม่วง", "โคกมวง"]


def test_lao_letters_are_written_as_thai_ones() -> None:
    assert in_thai("ຄວນຂະນຸນ") == "ควนขะนุน"
    assert in_thai("ສະເຕງ") == "สะเตง"
    assert in_thai("สะเตง") == "สะเตง"
