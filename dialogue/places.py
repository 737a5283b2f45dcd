"""Names of places as people type them: with or without a level, a slip, or the place around."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from rapidfuzz import process
from rapidfuzz.distance import OSA

from dialogue.reading.cleaning import digits, folded, visible

Level: TypeAlias = Literal["province", "district", "tambon", "municipality"]

SHORT: Final[dict[str, dict[str, str]]] = {
    "th": {"province": "จ.", "district": "อ.", "tambon": "ต."},
    "lo": {"province": "ຈ.", "district": "ອ.", "tambon": "ຕ."},
}
"""How levels are written before a name, by language."""

MUNICIPALITIES: Final = {"เทศบาลนคร": "ทน.", "เทศบาลเมือง": "ทม.", "เทศบาลตำบล": "ทต."}

_WORDS: Final[dict[str, Level]] = {
    **dict.fromkeys(("จังหวัด", "จ.", "ຈັງຫວັດ", "ຈ.", "ແຂວງ"), "province"),
    **dict.fromkeys(("กิ่งอำเภอ", "อำเภอ", "อ.", "เขต", "ອຳເພີ", "ອ.", "ເມືອງ"), "district"),
    **dict.fromkeys(("ตำบล", "ต.", "แขวง", "ຕຳບົນ", "ຕ."), "tambon"),
    **dict.fromkeys((*MUNICIPALITIES, *MUNICIPALITIES.values(), "เทศบาล"), "municipality"),
}
_LEVELS: Final = {folded(word): level for word, level in _WORDS.items()}
# A letter alone needs its dot or a blank: อ is also the first letter of อ่างทอง. เขต and ເມືອງ are
# parts of names as well, and so only count where a word begins.
_INSIDE: Final = {word for word in _WORDS if word.endswith(".")} | {"จังหวัด", "อำเภอ", "ตำบล"}


def _any_of(words: Iterable[str]) -> str:
    every = {one for word in words for one in (word, unicodedata.normalize("NFKC", word))}
    return "|".join(re.escape(word) for word in sorted(every, key=len, reverse=True))


_SIGN = re.compile(
    rf"(?:(?:(?<=\s)|^)(?:{_any_of(_WORDS)}|[จอตຈອຕ](?=\s))|(?:{_any_of(_INSIDE)}))\s*"
)
_MARKS = re.compile(r"[.\-'’ʼฯ/]")
_THAI_OF_LAO: Final = {
    **{letter: letter - 0x80 for letter in range(0x0E81, 0x0ECE)},  # the blocks are laid alike
    ord("ຍ"): "ย",
    ord("ຢ"): "ย",
    ord("ົ"): None,
    ord("ຼ"): "ล",
    ord("ຽ"): "ีย",
}
_WORDS_AT_MOST: Final = 4
_LAO = re.compile("[\u0e80-\u0eff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One name in what was typed; `level` is None where none is named, `sign` is how it was."""

    key: str
    level: Level | None = None
    sign: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read what was typed: the place that is meant, and those it lies in."""

    what: Part
    around: tuple[Part, ...] = ()


def key(name: str) -> str:
    """Give a name as it is compared: blanks, dots, dashes, case and encodings do not count."""
    return _MARKS.sub("", folded(name))


def code_in(text: str) -> str | None:
    """Read a code of 2, 4 or 6 digits, in any script; None for anything else."""
    plain = digits(visible(text)).strip()
    is_code = plain.isascii() and plain.isdigit() and len(plain) in (2, 4, 6)
    return plain if is_code else None


def readings(text: str) -> list[Reading]:
    """List the ways to read what was typed, the most literal first."""
    plain = " ".join(visible(text).split())
    whole = Part(key=key(plain))
    others = _by_signs(plain) if _SIGN.search(plain) else _by_blanks(plain)
    found = dict.fromkeys((Reading(what=whole), *others))
    return [one for one in found if one.what.key]


def has_level(text: str) -> bool:
    """Tell whether a level is named in what was typed."""
    return _SIGN.search(" ".join(visible(text).split())) is not None


def may_be(kind: str, part: Part) -> bool:
    """Tell whether an area of this kind may be meant."""
    return part.level is None or part.level in {kind, "municipality"}


def without_sign(name: str) -> str:
    """Take the kind of a municipality away from its name: ทม.เขารูปช้าง is เขารูปช้าง."""
    sign = _SIGN.match(name)
    return name if sign is None else name[sign.end() :]


def in_thai(typed: str) -> str:
    """Write Lao letters as the Thai ones of the same place in the script; others stay."""
    return typed.translate(_THAI_OF_LAO) if _LAO.search(typed) else typed


def slips(typed: str) -> int:
    """Tell how many letters may be missed, doubled, changed or swapped in a name of this length."""
    length = len(typed)
    return 0 if length < 3 else 1 if length < 6 else 2 if length < 11 else 3


def nearest(typed: str, keys: Iterable[str], *, most: int) -> list[str]:
    """Find the names that are nearest to what was typed, within its slips, the best first."""
    cutoff = slips(typed)
    if not cutoff:
        return []
    hits = process.extract_iter(typed, keys, scorer=OSA.distance, score_cutoff=cutoff)
    ranked = sorted((distance, name) for name, distance, _ in hits)
    return [name for _, name in ranked[:most]]


def _by_signs(text: str) -> Iterator[Reading]:
    """Read names by the levels before them: the smallest is meant, the others lie around it."""
    signs = list(_SIGN.finditer(text))
    ends = [*(sign.start() for sign in signs[1:]), len(text)]
    parts = []
    for sign, end in zip(signs, ends, strict=True):
        mark = sign.group().strip()
        level = _LEVELS[folded(mark)] if len(mark) > 1 else _LEVELS[folded(f"{mark}.")]
        parts.append(Part(key=key(text[sign.end() : end]), level=level, sign=_short(mark)))
    around = sorted((part for part in parts if part.key), key=_size)
    before = text[: signs[0].start()]
    if key(before):
        yield Reading(what=Part(key=key(before)), around=tuple(around))
        for bare in _by_blanks(before):
            yield Reading(what=bare.what, around=(*bare.around, *around))
    elif around:
        yield Reading(what=around[0], around=tuple(around[1:]))


def _by_blanks(text: str) -> Iterator[Reading]:
    """Read words without levels: the first is meant, or the last, and the others lie around it."""
    parts = [Part(key=key(word)) for word in text.split() if key(word)]
    if 1 < len(parts) <= _WORDS_AT_MOST:
        yield Reading(what=parts[0], around=tuple(parts[1:]))
        yield Reading(what=parts[-1], around=tuple(parts[:-1]))


def _short(mark: str) -> str:
    return MUNICIPALITIES.get(mark, mark if mark in MUNICIPALITIES.values() else "")


def _size(part: Part) -> int:
    order: Sequence[Level | None] = (None, "municipality", "tambon", "district", "province")
    return order.index(part.level)
