"""Invite codes as people type them."""

import re

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's alphabet: without I, L, O and U, which are taken for other letters."""

LENGTH = 10
_LOOK_ALIKES = str.maketrans("OIL", "011")
_CODE = re.compile(
    rf"(?<![{ALPHABET}])(?:[{ALPHABET}][ -]?){{{LENGTH - 1}}}[{ALPHABET}](?![{ALPHABET}])"
)


def code_in(text: str) -> str | None:
    """Find what may be an invite code at the end of a message; None when nothing looks like it."""
    found = _CODE.findall(text[-200:].upper().translate(_LOOK_ALIKES))
    return re.sub("[ -]", "", found[-1]) if found else None


def is_surely_code(code: str) -> bool:
    """Tell a code from a word or a phone number: it mixes letters and digits."""
    return not code.isdigit() and not code.isalpha()
