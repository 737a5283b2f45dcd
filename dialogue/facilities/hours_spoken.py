"""Hours as people write them in Thai and Lao, put into OSM's syntax."""

import re
from typing import Final

from dialogue.reading.cleaning import digits, visible

_DAYS: Final = {
    "Mo": "วันจันทร์|จันทร์|จ.|ວັນຈັນ|ຈັນ|monday|mon",
    "Tu": "วันอังคาร|อังคาร|อ.|ວັນອັງຄານ|ອັງຄານ|tuesday|tue",
    "We": "วันพุธ|พุธ|พ.|ວັນພຸດ|ພຸດ|wednesday|wed",
    "Th": "วันพฤหัสบดี|พฤหัสบดี|พฤหัส|พฤ.|ວັນພະຫັດ|ພະຫັດ|thursday|thu",
    "Fr": "วันศุกร์|ศุกร์|ศ.|ວັນສຸກ|ສຸກ|friday|fri",
    "Sa": "วันเสาร์|เสาร์|ส.|ວັນເສົາ|ເສົາ|saturday|sat",
    "Su": "วันอาทิตย์|อาทิตย์|อา.|ວັນອາທິດ|ອາທິດ|ວັນທິດ|sunday|sun",
    "Mo-Su": "ทุกวัน|ທຸກວັນ|ທຸກມື້|every day|daily",
}
_DAY_OF: Final = {word: day for day, words in _DAYS.items() for word in words.split("|")}
_DAY: Final = re.compile(
    "|".join(
        rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word)
        for word in sorted(_DAY_OF, key=len, reverse=True)
    )
)
_ALWAYS: Final = re.compile(
    r"(?:เปิด|ເປີດ)?\s*(?:ตลอด|ຕະຫຼອດ)?\s*24\s*(?:ชั่วโมง|ชม\.?|ຊົ່ວໂມງ|ຊມ\.?|hours|hrs?)"
    r"(?:\s*(?:ทุกวัน|ທຸກມື້|ທຸກວັນ))?"
)
_HOLIDAYS: Final = "(?:วันหยุดนักขัตฤกษ์|วันนักขัตฤกษ์|นักขัตฤกษ์|วันหยุดราชการ|ວັນພັກລັດຖະການ|ວັນພັກທາງການ|ວັນພັກ)"
_CLOSED: Final = "(?:ปิด|หยุด|ເປີດບໍ່ໄດ້|ປິດ|off|closed)"
_OFF_ON: Final = re.compile(rf"(?:[,;]|\s|^)*(?:{_CLOSED}\s*{_HOLIDAYS}|{_HOLIDAYS}\s*{_CLOSED})")
_CLOCK: Final = re.compile(r"(?<![\d:])(\d{1,2})[.:](\d{2})(?!\d)")
_MARKS: Final = re.compile(r"\s*(?:เวลา|ເວລາ|เปิด|ເປີດ|นาฬิกา|น\.|ໂມງ)\s*")
_OFF: Final = re.compile(r"\s*(?:ปิด|หยุด|ປິດ|ພັກ)(?![ก-๛ກ-ໟ])")
_DASH: Final = re.compile(r"\s*(?:–|—|−|ถึง|ຫາ|ເຖິງ)\s*|\s+-\s*|\s*-\s+")
_NAMED: Final = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_GLUED: Final = re.compile(rf"({_NAMED})(?=\d)")
_LISTED: Final = re.compile(rf"\b({_NAMED})\s*,?\s+(?={_NAMED}\b)")
_NEXT_DAYS: Final = re.compile(rf"(\d{{2}}:\d{{2}})\s*,?\s*(?={_NAMED}\b)")
_NEXT_HOLIDAY: Final = re.compile(r"(\d{2}:\d{2}|off)\s*,?\s*(?=PH\b)")


def in_syntax(text: str) -> str:
    """Put hours into OSM's syntax as far as they are understood; what already is in it stays."""
    plain = " ".join(digits(visible(text)).split())
    if _ALWAYS.fullmatch(plain.casefold()):
        return "24/7"
    plain = _OFF_ON.sub("; PH off", plain)
    plain = _OFF.sub(" off", plain)
    plain = _DASH.sub("-", plain)
    plain = _days(plain)
    plain = _MARKS.sub(" ", plain)
    plain = _CLOCK.sub(lambda found: f"{int(found[1]):02d}:{found[2]}", plain)
    plain = _GLUED.sub(r"\1 ", plain)
    plain = _LISTED.sub(r"\1,", plain)
    plain = _NEXT_DAYS.sub(r"\1, ", plain)
    plain = _NEXT_HOLIDAY.sub(r"\1; ", plain)
    return " ".join(re.sub(r"\s*;\s*", "; ", plain).split()).strip("; ")


def _days(text: str) -> str:
    """Name days in the syntax's way; a word of Latin letters that is in it already stays."""
    lowered = text.casefold()
    if len(lowered) != len(text):
        return text
    done, out = 0, ""
    for found in _DAY.finditer(lowered):
        out += text[done : found.start()] + _DAY_OF[found[0]]
        done = found.end()
    return out + text[done:]
