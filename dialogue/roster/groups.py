"""The groups that people may belong to, as rosters write and read them."""

import re
from functools import lru_cache
from typing import Final

from dialogue.roster.columns import heading_key
from dialogue.roster.vocabulary import Word, codes_of

GROUPS: Final = (
    Word(
        code="elderly",
        th="ผู้สูงอายุ",
        lo="ຜູ້ສູງອາຍຸ",
        en="elderly",
        also="คนแก่|คนชรา|สูงอายุ|ຜູ້ເຖົ້າ|elder|older people",
    ),
    Word(
        code="disabled", th="คนพิการ", lo="ຄົນພິການ", en="disabled", also="ผู้พิการ|พิการ|ພິການ|disability"
    ),
    Word(
        code="dependent",
        th="ติดบ้านหรือติดเตียง",
        lo="ຢູ່ແຕ່ເຮືອນ ຫຼື ຕິດຕຽງ",
        en="dependent",
        also="ติดบ้าน|ติดเตียง|ติดบ้าน/ติดเตียง|ติดบ้านติดเตียง|ผู้ป่วยติดเตียง|ผู้ป่วยในภาวะพึ่งพิง|ภาวะพึ่งพิง|พึ่งพิง|ฟื้นฟู"
        "|ผู้ป่วยฟื้นฟู|ຕິດຕຽງ|ຕິດເຮືອນ|rehab|bedridden|homebound",
    ),
    Word(
        code="pregnant",
        th="ตั้งครรภ์หรือหลังคลอด",
        lo="ຖືພາ ຫຼື ຫຼັງເກີດລູກ",
        en="pregnant",
        also="ตั้งครรภ์|หญิงตั้งครรภ์|หลังคลอด|ຖືພາ|ຫຼັງເກີດລູກ|postpartum",
    ),
    Word(
        code="child",
        th="เด็กต่ำกว่า 5 ปี",
        lo="ເດັກຕ່ຳກວ່າ 5 ປີ",
        en="child",
        also="เด็ก|เด็กเล็ก|ເດັກ|children",
    ),
    Word(code="informal_worker", th="แรงงานนอกระบบ", lo="ແຮງງານນອກລະບົບ", en="informal worker"),
    Word(
        code="migrant",
        th="แรงงานข้ามชาติ",
        lo="ແຮງງານຂ້າມຊາດ",
        en="migrant worker",
        also="ข้ามชาติ|ຂ້າມຊາດ|migrant workers",
    ),
    Word(code="homeless", th="คนไร้บ้าน", lo="ຄົນບໍ່ມີເຮືອນ", en="homeless", also="ไร้บ้าน"),
    Word(
        code="ethnic",
        th="กลุ่มชาติพันธุ์",
        lo="ກຸ່ມຊົນເຜົ່າ",
        en="ethnic group",
        also="ชาติพันธุ์|ຊົນເຜົ່າ",
    ),
    Word(
        code="gender_diverse",
        th="ผู้มีความหลากหลายทางเพศ",
        lo="ຄົນຫຼາກຫຼາຍທາງເພດ",
        en="gender-diverse",
        also="หลากหลายทางเพศ|lgbt|lgbtq",
    ),
    Word(
        code="prisoner",
        th="ผู้ต้องขัง",
        lo="ນັກໂທດ",
        en="prisoner",
        also="อดีตผู้ต้องขัง|ex-prisoner",
    ),
    Word(code="muslim", th="มุสลิม", lo="ມຸດສະລິມ", en="Muslim", also="อิสลาม"),
    Word(code="mani", th="มันนิ", lo="ມັນນິ", en="Mani", also="มานิ"),
    Word(code="orang_asli", th="โอรังอัสลี", lo="ໂອຣັງອັສລີ", en="Orang Asli", also="โอรังอัสรี"),
    Word(
        code="no_rights",
        th="คนไทยไร้สิทธิ์",
        lo="ຄົນໄທບໍ່ມີສິດ",
        en="Thai without rights",
        also="คนไทยไร้สิทธิ|ไร้สิทธิ์|ไร้สิทธิ",
    ),
    Word(
        code="lao_woman_worker",
        th="แรงงานหญิงลาว",
        lo="ແຮງງານຍິງລາວ",
        en="Lao woman worker",
        also="หญิงลาว|ຍິງລາວ",
    ),
    Word(
        code="vulnerable",
        th="กลุ่มเปราะบางอื่น",
        lo="ກຸ່ມບອບບາງອື່ນ",
        en="other vulnerable",
        also="เปราะบาง|กลุ่มเปราะบาง|กลุ่มเปราะบางอื่นๆ|vulnerable group",
    ),
    Word(code="none", th="ไม่มี", lo="ບໍ່ມີ", en="none", also="ไม่มีกลุ่ม"),
)

_CODES: Final = codes_of(GROUPS)
_COLUMNS: Final = {word for word in _CODES if _CODES[word] != "none"}
_BETWEEN: Final = re.compile(r"[,;|/\n、，+]|\s+และ\s*|\s+ແລະ\s*|\s+and\s+")


def group_of(text: str) -> str | None:
    """Read one group; None when it is none."""
    return _CODES.get(heading_key(text))


def group_of_heading(text: str) -> str | None:
    """Read a heading that is the name of a group, whose column is ticked."""
    key = heading_key(text)
    return _CODES[key] if key in _COLUMNS else None


@lru_cache(maxsize=2_048)
def groups_of(text: str) -> tuple[str, ...] | None:
    """Read several groups, words or codes, with commas or blanks between; None when one is none."""
    if not text.strip():
        return ()
    for parts in ([text], _BETWEEN.split(text), text.split()):
        named = [part for part in parts if part.strip()]
        found = [group_of(part) for part in named]
        if named and None not in found:
            return tuple(dict.fromkeys(group for group in found if group))
    return None
