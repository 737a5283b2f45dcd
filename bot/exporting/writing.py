"""What every kind of table file offers."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from bot.exporting.table import Cell

Write: TypeAlias = Callable[[Sequence[Cell]], None]
"""Appends one row to a file."""
