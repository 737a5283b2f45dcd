"""Names of people and homes: made plain, compared, and shortened for a button."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from rapidfuzz import fuzz

from dialogue.reading.cleaning import folded

ALIKE: Final = 85.0
"""From this likeness on (of 100) two names may be the same person's."""

FINDABLE: Final = 70.0
"""From this likeness on (of 100) a name is shown to whoever typed another."""

ON_A_BUTTON: Final = 20
"""Letters of a button, as seen."""

CODE: Final = 6
"""Letters of a person's code, of Crockford's alphabet."""

_ALPHABET: Final = frozenset("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
_LOOK_ALIKES: Final = str.maketrans("OIL", "011")
_CONTAINED: Final = 95.0
_LEAST: Final = 2  # letters that must be typed before a part of a name counts


def name_key(name: str) -> str:
    """Give what is hashed of a nickname: blanks, case, digits and encoding do not count."""
    return f"name:{folded(name)}"


def home_key(village: str, mark: str) -> str:
    """Give what is hashed of a home: its village and its mark."""
    return f"home:{folded(village)}\n{folded(mark)}"


def home_id_key(area: str, mark_hash: str, *, is_demo: bool) -> str:
    """Give what is hashed for the id of a home: whoever makes the same one makes the same id."""
    return f"household:{area}\n{mark_hash}\n{'demo' if is_demo else ''}"


def mark_key(mark: str) -> str:
    """Give what is hashed of the mark of a home alone."""
    return f"mark:{folded(mark)}"


def code_of(text: str) -> str | None:
    """Read a person's code as people type it; None when it is none."""
    plain = folded(text).upper().replace("-", "").translate(_LOOK_ALIKES)
    return plain if len(plain) == CODE and _ALPHABET.issuperset(plain) else None


def likened(typed: str) -> Callable[[str], float]:
    """Give what tells how alike a name is to what was typed, of 100.

    A name that holds what was typed is 95. Nothing is like nothing.
    """
    one = folded(typed)

    def likeness(name: str) -> float:
        other = folded(name)
        if not one or not other:
            return 0.0
        if one == other:
            return 100.0
        if len(one) >= _LEAST and one in other:
            return _CONTAINED
        return float(fuzz.ratio(one, other, score_cutoff=FINDABLE))

    return likeness


def alike(name: str, other: str) -> bool:
    """Tell whether two names may be the same person's, one of them with a slip."""
    return float(fuzz.ratio(folded(name), folded(other))) >= ALIKE


def clipped(text: str, most: int = ON_A_BUTTON) -> str:
    """Shorten a text to so many letters as seen; marks above and below belong to their letter."""
    letters = list(_letters(text))
    if len(letters) <= most:
        return text
    return "".join(letters[: most - 1]).rstrip(" ·") + "…"


def joined(parts: Iterable[str]) -> str:
    """Put the parts that are there beside one another."""
    return " · ".join(part for part in parts if part)


def _letters(text: str) -> Iterator[str]:
    held = ""
    for letter in text:
        if held and not _belongs(letter):
            yield held
            held = ""
        held += letter
    if held:
        yield held


def _belongs(letter: str) -> bool:
    return unicodedata.category(letter) in {"Mn", "Me", "Mc"} or letter in "ำຳ\u200d\ufe0f"
