"""Polite particles at the end of a message, which change nothing of what it asks."""

from dialogue.reading.cleaning import folded

_THAI = "ค่ะ|คะ|คับ|ครับ|ครับผม|ค้าบ|จ้ะ|จ้า|จ๊ะ|นะ|เด้อ|แด่|แหน่|หน่อย"
_LAO = "ແດ່|ເດີ|ເດີ້|ເດ້|ເດ|ເນາະ|ເນີ|ເຈົ້າ|ໂດຍ"
_PARTICLES = tuple(folded(word) for word in f"{_THAI}|{_LAO}|please".split("|"))

_LONGEST = 60  # letters; a longer message is no short answer, whatever it ends with


def stems(text: str) -> tuple[str, ...]:
    """Fold a message; then take particles off its end one by one, the whole message first."""
    found = [folded(text)]
    if len(text) > _LONGEST:
        return tuple(found)
    while particle := next((p for p in _PARTICLES if found[-1].endswith(p)), None):
        found.append(found[-1].removesuffix(particle))
    return tuple(word for word in found if word)
