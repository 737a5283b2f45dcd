"""What every kind of table file offers."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TypeAlias

from bot.exporting.table import Cell

Write: TypeAlias = Callable[[Sequence[Cell]], None]
"""Appends one row to a file."""

Book: TypeAlias = Callable[[str], AbstractContextManager[Write]]
"""Opens one more table of a file, by its name; the one before must be closed."""
