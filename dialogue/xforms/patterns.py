"""Authors' patterns, run with a limit on their length and on their time."""

from typing import Protocol, cast

import regex

from dialogue.xforms.errors import FormError

LONGEST_PATTERN = 500
PATIENCE = 0.1  # seconds

_CLASSES = {"d": "0-9", "w": "A-Za-z0-9_", "s": " \\t\\n\\x0b\\f\\r"}


class Pattern(Protocol):
    """What is used of a compiled pattern."""

    def fullmatch(self, string: str, *, timeout: float) -> object | None:
        """Match the whole string, or raise TimeoutError."""


def compile_pattern(pattern: str) -> Pattern:
    """Compile an author's pattern.

    Raises:
        FormError: when it is longer than 500 characters or no pattern.
    """
    if len(pattern) > LONGEST_PATTERN:
        raise FormError(f"a pattern may be {LONGEST_PATTERN} characters long")
    try:
        compiled = regex.compile(_ascii(pattern))  # type: ignore[no-untyped-call]  # has no types
    except (regex.error, OverflowError, RecursionError) as error:
        raise FormError(f"no pattern: {pattern!r} ({error})") from error
    return cast("Pattern", compiled)


def matches(pattern: Pattern, text: str) -> bool:
    """Tell whether the whole text matches, as JavaRosa does; too slow a pattern does not."""
    try:
        return pattern.fullmatch(text, timeout=PATIENCE) is not None
    except TimeoutError:
        return False


def _ascii(pattern: str) -> str:
    r"""Let \d, \w and \s mean ASCII, as in Java, while properties such as \p{L} stay whole."""
    pieces, inside, letters = list[str](), False, iter(pattern)
    for letter in letters:
        if letter != "\\":
            inside = letter != "]" if inside else letter == "["
            pieces.append(letter)
            continue
        escape = next(letters, "")
        known = _CLASSES.get(escape.lower())
        if known is None or (inside and escape.isupper()):
            pieces.append(f"\\{escape}")
        elif inside:
            pieces.append(known)
        else:
            pieces.append(f"[^{known}]" if escape.isupper() else f"[{known}]")
    return "".join(pieces)
