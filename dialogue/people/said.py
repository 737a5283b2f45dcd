"""Answers about someone new that were typed in words instead of tapped."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from dialogue.people.noting import Step
from dialogue.reading.cleaning import folded
from dialogue.reading.particles import stems

_SAID: Final[Mapping[Step, Mapping[str, str]]] = {
    "home": {"none": "ไม่มีบ้านประจำ|ไม่มีบ้าน|ບໍ່ມີເຮືອນປະຈຳ|ບໍ່ມີເຮືອນ|no fixed home"},
    "same": {"other": "คนละคนกัน|คนละคน|ຄົນລະຄົນກັນ|ຄົນລະຄົນ|someone else"},
    "sex": {
        "female": "หญิง|ผู้หญิง|เพศหญิง|ຍິງ|ຜູ້ຍິງ|ເພດຍິງ|female|woman",
        "male": "ชาย|ผู้ชาย|เพศชาย|ຊາຍ|ຜູ້ຊາຍ|ເພດຊາຍ|male|man",
        "not_said": "ไม่ขอตอบ|ບໍ່ຂໍຕອບ|does not say",
    },
    "speaks": {
        "th": "ภาษาไทย|ไทย|ພາສາໄທ|ໄທ|thai",
        "lo": "ภาษาลาว|ลาว|ພາສາລາວ|ລາວ|lao",
        "both": "ทั้งสองภาษา|ทั้งสอง|สองภาษา|ทั้งไทยและลาว|ທັງສອງພາສາ|ທັງສອງ|ສອງພາສາ|both languages|both",
        "other": "ภาษาอื่น|ພາສາອື່ນ|another language|other",
    },
    "groups": {
        "done": "เสร็จแล้ว|เสร็จ|พอแล้ว|พอ|ไม่มี|ສຳເລັດແລ້ວ|ສຳເລັດ|ແລ້ວ|ພໍແລ້ວ|ພໍ|ບໍ່ມີ|finished|done",
        "page": "กลุ่มอื่นๆ|ກຸ່ມອື່ນໆ|more groups",
        "elderly": "ผู้สูงอายุ|คนแก่|ຜູ້ສູງອາຍຸ|ຄົນເຖົ້າ|older people",
        "disabled": "คนพิการ|พิการ|ຄົນພິການ|ພິການ|disabled people",
        "homeless": "คนไร้บ้าน|ຄົນບໍ່ມີເຮືອນຢູ່|homeless people",
        "informal_worker": "แรงงานนอกระบบ|ແຮງງານນອກລະບົບ|informal workers",
        "migrant": "แรงงานข้ามชาติ|ແຮງງານຂ້າມຊາດ|migrant workers",
        "ethnic": "กลุ่มชาติพันธุ์|ກຸ່ມຊົນເຜົ່າ|ethnic groups",
        "gender_diverse": "มีความหลากหลายทางเพศ|ມີຄວາມຫຼາກຫຼາຍທາງເພດ|gender-diverse",
        "prisoner": "ผู้ต้องขัง/พ้นโทษ|ນັກໂທດ/ພົ້ນໂທດ|in or out of prison",
        "muslim": "มุสลิม|ມຸດສະລິມ|muslims",
        "dependent": "ติดบ้านหรือติดเตียง|ติดเตียง|ติดบ้าน|ຕິດເຮືອນ ຫຼື ຕິດຕຽງ|ຕິດຕຽງ|ຕິດເຮືອນ|in bed or at home",
        "pregnant": "ตั้งครรภ์/หลังคลอด|ตั้งครรภ์|หลังคลอด|ຖືພາ/ຫຼັງເກີດລູກ|ຖືພາ|ຫຼັງເກີດລູກ|pregnant, new mother",
        "child": "เด็กต่ำกว่า 5 ปี|เด็กเล็ก|ເດັກຕ່ຳກວ່າ 5 ປີ|ເດັກນ້ອຍ|child under 5",
        "mani": "มันนิ|ມັນນິ|mani",
        "orang_asli": "โอรังอัสลี|ໂອຣັງອັສລີ|orang asli",
        "no_rights": "คนไทยไร้สิทธิ|ຄົນໄທບໍ່ມີສິດ|thai without rights",
        "lao_woman_worker": "หญิงลาวทำงาน|ຍິງລາວເຮັດວຽກ|lao woman who works",
        "vulnerable": "กลุ่มเปราะบางอื่น|ກຸ່ມບອບບາງອື່ນ|other vulnerable",
    },
    "consent": {
        "self": "ยินยอมให้เก็บ|ยินยอม|ยินยอมเอง|ຍິນຍອມໃຫ້ເກັບ|ຍິນຍອມ|ຍິນຍອມເອງ|agrees",
        "parent": "พ่อแม่ยินยอมแทน|ພໍ່ແມ່ຍິນຍອມແທນ|parent agrees",
        "carer": "ผู้ดูแลยินยอมแทน|ຜູ້ດູແລຍິນຍອມແທນ|carer agrees",
        "no": "ไม่ยินยอม|ບໍ່ຍິນຍອມ|does not agree",
    },
}
_REST: Final = "ข้ามที่เหลือ|ຂ້າມທີ່ເຫຼືອ|skip the rest"

_ANSWERS: Final[Mapping[Step, Mapping[str, str]]] = MappingProxyType(
    {
        step: {folded(word): code for code, words in codes.items() for word in words.split("|")}
        for step, codes in _SAID.items()
    }
)
_REST_WORDS: Final = frozenset(map(folded, _REST.split("|")))


def said(step: Step, text: str) -> str | None:
    """Tell which button's answer the whole message names; None when it names none."""
    answers = _ANSWERS.get(step, {})
    return next((answers[word] for word in stems(text) if word in answers), None)


def says_rest(text: str) -> bool:
    """Tell whether the whole message passes over all that may be left out."""
    return any(word in _REST_WORDS for word in stems(text))
