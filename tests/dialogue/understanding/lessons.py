"""A few lessons for tests: three topics, an emergency, and what is none of them."""

from dialogue.understanding.bridging import Bridge, Words
from dialogue.understanding.example import Example, Lessons

BRIDGE = Bridge(
    lao=Words.of([("ສັກຢາ", "ฉีดยา"), ("ໂຮງໝໍ", "โรงพยาบาล"), ("ຢູ່ໃສ", "อยู่ไหน"), ("ບໍ່", "ไม่")]),
    isan=Words.of([("บ่", "ไม่")]),
)

_PHRASES = {
    "vaccines": ["ลูกต้องฉีดยาอะไร", "ฉีดวัคซีนเด็กที่ไหน", "วัคซีนเด็กฟรีไหม", "พาลูกไปฉีดยา", "ฉีดยากันโรคเด็ก"],
    "wages": ["นายจ้างไม่จ่ายค่าแรง", "ค่าแรงวันละเท่าไหร่", "โดนหักค่าแรง", "ไม่ได้ค่าแรงสามเดือน", "ค่าแรงขั้นต่ำ"],
    "find_care": ["โรงพยาบาลอยู่ไหน", "หาหมอที่ไหน", "คลินิกใกล้ฉัน", "โรงพยาบาลใกล้ที่สุด", "ไปหาหมอที่ไหนดี"],
    "emergency": [
        "หมดสติ ไม่หายใจ",
        "เลือดออกไม่หยุด",
        "หายใจไม่ออก ช่วยด้วย",
        "พ่อไม่หายใจ",
        "ชักไม่หยุด ช่วยด้วย",
    ],
    "out_of_scope": ["หวยออกอะไร", "ฝนจะตกไหม", "บอลใครชนะ", "เพลงใหม่", "ดูหนังเรื่องไหนดี"],
}


def lessons() -> Lessons:
    """Give five phrases of each."""
    return Lessons(
        examples=[
            Example(text=text, lang="th", intent=intent, is_danger=intent == "emergency")
            for intent, texts in _PHRASES.items()
            for text in texts
        ],
        keywords={"vaccines": ["วัคซีน"], "wages": ["ค่าแรง"]},
    )
