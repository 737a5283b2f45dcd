"""Phrases in the English that they are written in, for the terminal."""

import re
from typing import Final

from dialogue.phrase import Phrase, Value

_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")


def english(words: Value) -> str:
    """Write a phrase as it stands in the code, with its values filled in."""
    if not isinstance(words, Phrase):
        return str(words)
    return _PLACEHOLDER.sub(lambda found: english(words.values[found[1]]), words.msgid)
