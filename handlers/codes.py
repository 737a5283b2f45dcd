"""Invite codes as people type them."""

import re

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's alphabet: without I, L, O and U, which are taken for other letters."""

LENGTH = 10
_LOOK_ALIKES = str.maketrans("OIL", "011")
_LETTER = "[0-9A-TV-Z]"
_CODE = re.compile(
    rf"(?<!{_LETTER})(?:{_LETTER}[ -]?){{{LENGTH - 1}}}{_LETTER}(?!{_LETTER})", re.IGNORECASE
)


def code_in(text: str) -> str | None:
    """Find what may be an invite code at the end of a message; None when nothing looks like it."""
    typed = _typed(text)
    return None if typed is None else re.sub("[ -]", "", typed.upper().translate(_LOOK_ALIKES))


def is_surely_code(text: str) -> bool:
    """Tell a code from a word or a phone number: what was typed mixes letters and digits."""
    typed = _typed(text) or ""
    letters = [letter.isalpha() for letter in typed if letter.isalnum()]
    return any(letters) and not all(letters)


def _typed(text: str) -> str | None:
    found = _CODE.findall(text[-200:])
    return found[-1] if found else None
