"""The tables of danger that ship: signs, and the words that make them up."""

from functools import cache
from pathlib import Path
from typing import Final

from dialogue.danger.net import Net

TABLES: Final = Path(__file__).parent.parent / "content" / "danger"


@cache
def shipped_net() -> Net:
    """Read `content/danger`, once.

    Raises:
        ValueError: where a table is wrong, with its word or sign.
    """
    return _net(TABLES)


def faults(tables: Path = TABLES) -> list[str]:
    """Tell why the tables cannot be used; nothing where they can."""
    try:
        _net(tables)
    except ValueError as fault:
        return [str(fault)]
    return []


def _net(tables: Path) -> Net:
    words, signs = ((tables / name).read_text("utf-8") for name in ("words.csv", "signs.csv"))
    return Net.read(words, signs)
