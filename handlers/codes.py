"""Codes of invites and referrals as people type them."""

import re
from base64 import urlsafe_b64decode
from collections.abc import Callable
from datetime import timedelta
from typing import Final
from urllib.parse import quote

LIVES: Final = {False: timedelta(days=7), True: timedelta(days=1)}
"""How long a code can be used, by whether it makes a coordinator."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's alphabet: without I, L, O and U, which are taken for other letters."""

LENGTH = 10
REFERRAL = 6
"""Letters that the code of a referral has: letters and digits mixed, so that no word is one."""

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


def referral_code_in(text: str) -> str | None:
    """Read a message that is the code of a referral and nothing else; None for any other."""
    plain = re.sub("[ -]", "", text.strip()).upper().translate(_LOOK_ALIKES)
    is_code = len(plain) == REFERRAL and all(letter in ALPHABET for letter in plain)
    return plain if is_code and is_mixed(plain) else None


def is_mixed(code: str) -> bool:
    """Tell whether letters and digits both stand in a code."""
    return not code.isalpha() and not code.isdigit()


def drawn_code(hashed: Callable[[], str]) -> str:
    """Make a code of keyed hashes (22 letters of base64), each drawn anew by `hashed`.

    It looks like none of people's words.
    """
    while True:
        drawn = urlsafe_b64decode(f"{hashed()}==")
        code = "".join(ALPHABET[byte % len(ALPHABET)] for byte in drawn[:LENGTH])
        if is_surely_code(code):
            return code


def link_of(account: str, code: str) -> str:
    """Give the link that opens the chat with this account (its @id), with the code typed."""
    return f"https://line.me/R/oaMessage/{quote(account, safe='')}/?{code}"


def _typed(text: str) -> str | None:
    found = _CODE.findall(text[-200:])
    return found[-1] if found else None
