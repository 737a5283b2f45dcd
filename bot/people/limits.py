"""How large a roster may be, from the chat and from the command line."""

from dataclasses import dataclass
from typing import Final

_MB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one roster: bytes of the file, bytes unpacked, rows, and seconds of processor."""

    file: int
    unpacked: int
    rows: int
    seconds: int
    memory: int = 1024 * _MB


CHAT: Final = Limits(file=5 * _MB, unpacked=50 * _MB, rows=20_000, seconds=60)
"""For what a coordinator sends."""

COMMAND: Final = Limits(file=50 * _MB, unpacked=400 * _MB, rows=200_000, seconds=900)
"""For what an operator reads in."""
