"""The columns of a roster: what each is called in Thai, Lao and English, and by which other names.

A heading is compared without blanks, case, punctuation and what stands in brackets.
"""

import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from dialogue.reading.cleaning import folded

SheetLanguage: TypeAlias = Literal["th", "lo", "en"]

_ASIDE: Final = re.compile(r"[(\[（].*?[)\]）]|[*_.,:;/\\#'\"\-–—•·]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its key, its heading in each language, and other headings that mean the same."""

    key: str
    th: str
    lo: str
    en: str
    also: str = ""

    def heading(self, language: SheetLanguage) -> str:
        """Give the heading in a language."""
        return {"th": self.th, "lo": self.lo, "en": self.en}[language]

    @property
    def names(self) -> tuple[str, ...]:
        """All its headings."""
        return (self.th, self.lo, self.en, *(name for name in self.also.split("|") if name))


COLUMNS: Final = (
    Column(key="code", th="รหัส", lo="ລະຫັດ", en="Code", also="รหัสบุคคล|ລະຫັດຄົນ|person code"),
    Column(
        key="nickname",
        th="ชื่อเล่น",
        lo="ຊື່ຫຼິ້ນ",
        en="Nickname",
        also="ชื่อเรียก|ชื่อ|ชื่อเล่นหรือชื่อเรียก|ຊື່ຫລິ້ນ|ຊື່ເອີ້ນ|ຊື່|called",
    ),
    Column(
        key="birth_year",
        th="ปีเกิด",
        lo="ປີເກີດ",
        en="Birth year",
        also="ปีเกิด พ.ศ.|พ.ศ.เกิด|วันเกิด|วันเดือนปีเกิด|วันเดือนปี เกิด|ວັນເດືອນປີເກີດ|ວັນເກີດ"
        "|year of birth|birthday|date of birth|birth date",
    ),
    Column(key="age", th="อายุ", lo="ອາຍຸ", en="Age", also="อายุปี|ອາຍຸປີ|age years"),
    Column(key="sex", th="เพศ", lo="ເພດ", en="Sex", also="gender"),
    Column(key="speaks", th="ภาษา", lo="ພາສາ", en="Language", also="ภาษาที่พูด|ພາສາທີ່ເວົ້າ|speaks"),
    Column(
        key="area",
        th="รหัสพื้นที่",
        lo="ລະຫັດພື້ນທີ່",
        en="Area code",
        also="รหัสตำบล|ລະຫັດຕຳບົນ|area|dopa code|tambon code",
    ),
    Column(
        key="tambon",
        th="ตำบล",
        lo="ຕຳບົນ",
        en="Tambon",
        also="แขวง|ตำบลแขวง|subdistrict|sub district",
    ),
    Column(key="district", th="อำเภอ", lo="ອຳເພີ", en="District", also="เขต|อำเภอเขต|ເມືອງ|amphoe"),
    Column(key="province", th="จังหวัด", lo="ຈັງຫວັດ", en="Province", also="ແຂວງ|changwat"),
    Column(
        key="village", th="หมู่บ้าน", lo="ບ້ານ", en="Village", also="ชุมชน|หมู่|หมู่ที่|ໝູ່ບ້ານ|ຊຸມຊົນ|community"
    ),
    Column(
        key="household",
        th="บ้าน",
        lo="ເຮືອນ",
        en="Home",
        also="ชื่อบ้าน|รหัสบ้าน|ครัวเรือน|ລະຫັດເຮືອນ|ຄົວເຮືອນ|household|home mark|house mark",
    ),
    Column(
        key="groups",
        th="กลุ่ม",
        lo="ກຸ່ມ",
        en="Groups",
        also="กลุ่มเป้าหมาย|กลุ่มดูแล|กลุ่มผู้ป่วย|ประเภทกลุ่ม|ประเภท|ກຸ່ມເປົ້າໝາຍ|group|care groups|care group"
        "|target group",
    ),
    Column(key="carer", th="ผู้ดูแล", lo="ຜູ້ດູແລ", en="Carer", also="คนดูแล|ຄົນດູແລ|caregiver|carer"),
    Column(
        key="consent",
        th="ยินยอมเรื่อง",
        lo="ຍິນຍອມເລື່ອງ",
        en="Consent to",
        also="ความยินยอม|ยินยอม|ຄວາມຍິນຍອມ|ຍິນຍອມ|consent",
    ),
    Column(
        key="consent_by",
        th="ผู้ให้ความยินยอม",
        lo="ຜູ້ໃຫ້ຄວາມຍິນຍອມ",
        en="Consent by",
        also="ผู้ยินยอม|ใครยินยอม|ຜູ້ຍິນຍອມ|ໃຜຍິນຍອມ|who agreed|consent given by",
    ),
    Column(
        key="consent_on",
        th="วันที่ยินยอม",
        lo="ວັນທີຍິນຍອມ",
        en="Consent on",
        also="วันที่ให้ความยินยอม|ວັນທີໃຫ້ຄວາມຍິນຍອມ|consent date|agreed on",
    ),
    Column(key="status", th="สถานะ", lo="ສະຖານະ", en="Status", also="สถานภาพ|ສະພາບ"),
    Column(
        key="volunteer",
        th="อาสาสมัคร",
        lo="ອາສາສະໝັກ",
        en="Volunteer",
        also="รหัสอาสาสมัคร|เสี่ยวสุขภาพ|ລະຫັດອາສາສະໝັກ|volunteer code",
    ),
)
"""In the order of the template. Of `birth_year` and `age` one is enough, as of the areas."""

BY_KEY: Final = {column.key: column for column in COLUMNS}

NEVER: Final = (
    "เลข 13 หลัก|เลขบัตรประชาชน|เลขที่บัตรประชาชน|เลขประจำตัวประชาชน|เลขประจำตัว"
    "|บัตรประชาชน|เลขบัตร|เลข13หลัก|หมายเลขบัตรประชาชน|เลขประจำตัวประชาชน 13 หลัก"
    "|เลขหนังสือเดินทาง|พาสปอร์ต|ເລກບັດ|ເລກບັດປະຈຳຕົວ|ເລກພາສປອດ|cid|pid|national id"
    "|id number|id card|idcard|citizen id|passport|passport number|โทร|โทรศัพท์"
    "|เบอร์โทร|เบอร์โทรศัพท์|มือถือ|เบอร์|เบอร์มือถือ|หมายเลขโทรศัพท์|ໂທ|ໂທລະສັບ"
    "|ເບີໂທ|ເບີໂທລະສັບ|phone|telephone|mobile|tel|phone number|line id|ไลน์|email"
    "|อีเมล|ที่อยู่|ที่อยู่ทะเบียน|ที่อยู่ปัจจุบัน|ที่อยู่ตามทะเบียนบ้าน"
    "|ที่อยู่ทะเบียนปัจจุบัน|บ้านเลขที่|เลขที่บ้าน|เลขที่|ถนน|ซอย|ทะเบียนบ้าน|พิกัด"
    "|ที่ตั้ง|ทีอยู่|ທີ່ຢູ່|ເລກເຮືອນ|ເຮືອນເລກທີ|ຖະໜົນ|ຮ່ອມ|ພິກັດ|address|house number"
    "|street|gps|latitude|longitude|lat|lng|lon|ชื่อสกุล|ชื่อนามสกุล|ชื่อและนามสกุล"
    "|ชื่อจริง|นามสกุล|สกุล|คำนำหน้าชื่อสกุล|ชื่อ สกุล|ຊື່ແລະນາມສະກຸນ|ນາມສະກຸນ|ຊື່ແທ້"
    "|ຊື່ນາມສະກຸນ|surname|full name|fullname|last name|lastname|family name|เชื้อชาติ"
    "|สัญชาติ|ศาสนา|ເຊື້ອຊາດ|ສັນຊາດ|ສາສະໜາ|race|ethnicity|nationality|religion"
    "|สถานะเข้าเมือง|ใบอนุญาตทำงาน|immigration status|work permit"
)
"""Headings of what is never kept, whatever stands below: these columns are not read at all."""


def heading_key(text: str) -> str:
    """Make two spellings of the same heading equal."""
    return folded(_ASIDE.sub(" ", text))


def column_of(heading: str) -> str | None:
    """Find the key of the column that a heading means; None when it is none of ours."""
    return _KEYS.get(heading_key(heading))


def is_never_kept(heading: str) -> bool:
    """Tell whether what stands below this heading must never be kept."""
    key = heading_key(heading)
    return key in _NEVER_KEYS or any(part in key for part in _TELLING)


_KEYS: Final = {heading_key(name): column.key for column in COLUMNS for name in column.names}
_NEVER_KEYS: Final = {heading_key(name) for name in NEVER.split("|")}
_TELLING: Final = tuple(
    folded(word)
    for word in (
        "13หลัก",
        "บัตรประชาชน",
        "โทรศัพท์",
        "เบอร์โทร",
        "นามสกุล",
        "บ้านเลขที่",
        "ໂທລະສັບ",
        "passport",
    )
)
"""Parts of a heading that give it away, whatever stands around them."""
