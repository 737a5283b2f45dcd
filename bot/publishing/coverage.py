"""How much of a form's texts a language has."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """A language as its author names it ("" where columns name none), and how far it goes.

    `code` is "th" or the like, "" where it is not known. `sheet` and `row` tell the first text that
    is missing.
    """

    language: str
    code: str
    present: int
    total: int
    sheet: str | None = None
    row: int | None = None

    @property
    def percent(self) -> int:
        """The part that is there, in whole per cent, rounded down."""
        return 100 * self.present // self.total if self.total else 100
