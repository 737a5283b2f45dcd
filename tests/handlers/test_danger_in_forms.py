"""Every red flag, typed in the midst of a form: the card comes first, and the form goes on."""

import pytest

from tests.dialogue.danger.flags import ALL
from tests.house import House

QUESTION = "ชื่อเล่นอะไร"
NEXT = "ส่งรูปบ้าน"


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("language", "spellings"), [("ไทย", ("thai", "isan")), ("ລາວ", ("lao",))], ids=["th", "lo"]
)
async def test_every_red_flag_fires_in_a_form_which_goes_on_afterwards(
    house: House, language: str, spellings: tuple[str, ...]
) -> None:
    phone = await house.volunteer(language=language)
    await phone.type("small")

    silent = list[str]()
    for flag in ALL:
        for spelling in spellings:
            typed = getattr(flag, spelling)
            seen = len(phone.shown())
            await phone.type(typed)
            first, *rest = phone.shown()[seen:]
            said = house.heard(phone)
            if first["type"] != "flex" or "1669" not in said[seen] or QUESTION not in said[-1]:
                silent.append(typed)
            assert rest
    await phone.type("ยายแดง")

    assert silent == []
    assert NEXT in house.heard(phone)[-1]


async def test_a_cry_for_help_is_not_met_by_being_told_to_choose(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("small")
    await phone.type("ยายแดง")
    await phone.type("ข้าม")
    assert "สีอะไร" in house.heard(phone)[-1]
    seen = len(house.heard(phone))

    await phone.type("ลูกไม่หายใจ ช่วยด้วย")

    card, question = house.heard(phone)[seen:]
    assert "1669" in card
    assert "สีอะไร" in question
    assert "โปรดเลือก" not in question
