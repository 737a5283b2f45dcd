"""The columns of a sheet of facilities: their headings, and the words of their cells."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from dialogue.reading.cleaning import folded

Language: TypeAlias = Literal["th", "lo", "en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column; `key` is its heading in English."""

    key: str
    th: str
    lo: str
    width: int = 14

    def heading(self, language: Language) -> str:
        """Give its heading in a language."""
        return {"th": self.th, "lo": self.lo}.get(language, self.key)


SERVICES: Final = ("general", "delivery", "vaccines", "hiv_tb", "mental", "dental", "emergency")
"""The columns of services: each holds hours, or whether there is the service at all."""

COLUMNS: Final = (
    Column(key="code", th="รหัส", lo="ລະຫັດ"),
    Column(key="name_th", th="ชื่อ (ไทย)", lo="ຊື່ (ໄທ)", width=44),
    Column(key="name_lo", th="ชื่อ (ลาว)", lo="ຊື່ (ລາວ)", width=36),
    Column(key="kind", th="ประเภท", lo="ປະເພດ"),
    Column(key="area", th="พื้นที่", lo="ພື້ນທີ່"),
    Column(key="latitude", th="ละติจูด", lo="ລະຕິຈູດ"),
    Column(key="longitude", th="ลองจิจูด", lo="ລອງຈິຈູດ"),
    Column(key="general", th="ตรวจทั่วไป", lo="ກວດທົ່ວໄປ", width=30),
    Column(key="delivery", th="คลอด", lo="ເກີດລູກ", width=22),
    Column(key="vaccines", th="วัคซีน", lo="ວັກຊີນ", width=22),
    Column(key="hiv_tb", th="เอชไอวี วัณโรค", lo="ເອສໄອວີ ວັນນະໂລກ", width=22),
    Column(key="mental", th="สุขภาพจิต", lo="ສຸຂະພາບຈິດ", width=22),
    Column(key="dental", th="ทำฟัน", lo="ແຂ້ວ", width=22),
    Column(key="emergency", th="ฉุกเฉิน", lo="ສຸກເສີນ", width=22),
    Column(key="closed_days", th="วันปิดพิเศษ", lo="ວັນປິດພິເສດ", width=28),
    Column(key="phones", th="โทรศัพท์", lo="ໂທລະສັບ", width=28),
    Column(key="languages", th="ภาษา", lo="ພາສາ"),
    Column(key="schemes", th="สิทธิที่รับ", lo="ສິດທີ່ຮັບ", width=22),
    Column(key="complaints", th="รับเรื่องร้องเรียน", lo="ຮັບເລື່ອງຮ້ອງທຸກ"),
    Column(key="closed", th="เลิกให้บริการ", lo="ເຊົາໃຫ້ບໍລິການ"),
    Column(key="verified_on", th="ยืนยันเมื่อ", lo="ຢືນຢັນເມື່ອ"),
    Column(key="verified_by", th="ยืนยันโดย", lo="ຢືນຢັນໂດຍ", width=26),
    Column(key="source", th="ที่มา", lo="ທີ່ມາ", width=40),
)
BY_KEY: Final[Mapping[str, Column]] = MappingProxyType({one.key: one for one in COLUMNS})

_WORDS_OF_LANGUAGES: Final = {
    "lo": "ลาว|ພາສາລາວ|ລາວ|lao",
    "my": "พม่า|เมียนมา|ພະມ້າ|ມຽນມາ|burmese|myanmar",
    "km": "เขมร|กัมพูชา|ຂະເໝນ|ກຳປູເຈຍ|khmer",
    "ms": "มลายู|มาเลย์|ยาวี|ມາເລ|malay|yawi",
    "en": "อังกฤษ|ອັງກິດ|english",
    "vi": "เวียดนาม|ຫວຽດນາມ|vietnamese",
    "zh": "จีน|ຈີນ|chinese",
    "shn": "ไทใหญ่|ไทยใหญ่|ໄທໃຫຍ່|shan",
}
_WORDS_OF_SCHEMES: Final = {
    "uc": "บัตรทอง|30บาท|หลักประกันสุขภาพ|ບັດທອງ",
    "sss": "ประกันสังคม|ປະກັນສັງຄົມ",
    "migrant": "บัตรประกันสุขภาพคนต่างด้าว|บัตรต่างด้าว|บัตรแรงงานข้ามชาติ|ບັດປະກັນສຸຂະພາບ",
    "stateless": "ท.99|ท99|กองทุนคืนสิทธิ|ທ.99",
    "none": "ไม่มีบัตร|ไม่มีสิทธิ|ไม่มีเอกสาร|ບໍ່ມີບັດ|ບໍ່ມີສິດ|ບໍ່ມີເອກະສານ",
}
_YES: Final = "yes|y|มี|ใช่|ได้|ມີ|ແມ່ນ|ໄດ້|x|✓|✔|1|true"
_NO: Final = "no|n|ไม่มี|ไม่|ไม่ใช่|ບໍ່ມີ|ບໍ່|ບໍ່ແມ່ນ|-|–|0|false"


def _read(words: Mapping[str, str]) -> dict[str, str]:
    return {
        folded(word) or word: code
        for code, every in words.items()
        for word in (code, *every.split("|"))
    }


LANGUAGE_OF: Final[Mapping[str, str]] = MappingProxyType(_read(_WORDS_OF_LANGUAGES))
SCHEME_OF: Final[Mapping[str, str]] = MappingProxyType(_read(_WORDS_OF_SCHEMES))
ANSWER_OF: Final[Mapping[str, bool]] = MappingProxyType(
    {folded(word) or word: True for word in _YES.split("|")}
    | {folded(word) or word: False for word in _NO.split("|")}
)
"""What words in cells mean: codes of languages, schemes, yes and no."""


def column_of(heading: str) -> str | None:
    """Tell which column a heading means, in any language; None when it is none of ours."""
    return _HEADINGS.get(folded(heading))


_HEADINGS: Final = {folded(text): one.key for one in COLUMNS for text in (one.key, one.th, one.lo)}
