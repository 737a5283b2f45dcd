"""The title of a broadcast: how its text begins."""

from typing import Final

from dialogue.people.naming import clipped

_LETTERS: Final = 30
_ROOM: Final = 100  # of its column


def title_of(text: str) -> str:
    """Give the first letters of a text in one line; "…" tells that it goes on."""
    return clipped(" ".join(text.split()), _LETTERS)[:_ROOM]
