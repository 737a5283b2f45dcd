"""The one place where the house looks at a clock."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]
"""What tells the time, aware; tests hand in one that they move."""


def now() -> datetime:
    """Tell the time, in UTC."""
    return datetime.now(UTC)  # noqa: TID251  # this is the source that the ban points to
