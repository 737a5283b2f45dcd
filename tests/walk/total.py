"""What came of all walks together."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.walk.books import Book
from tests.walk.walker import Walk

_SHOWN = 5  # violations of a form


@dataclass(slots=True, kw_only=True)
class Total:
    """Counts of forms; `refused` are those that pyxform converts and the check refuses."""

    ended: int = 0
    walked: int = 0
    refused: int = 0
    faulty: int = 0
    violations: int = 0
    messages: int = 0

    @property
    def is_well(self) -> bool:
        """Tell whether every form that was walked ended, and no message broke a rule."""
        return self.ended == self.walked and not self.violations

    def add(self, book: Book, walks: list[Walk]) -> Iterator[str]:
        """Count a form, and tell of it in lines."""
        if book.pyxform:
            self.faulty += 1
            yield f"{book.name}: not convertible: {book.pyxform}"
            return
        if book.refused:
            self.refused += 1
            yield f"{book.name}: cannot run: {book.refused}"
            return
        violations = [fault for walk in walks for fault in walk.violations]
        ended = all(walk.ended for walk in walks)
        self.walked += 1
        self.ended += ended
        self.violations += len(violations)
        self.messages += sum(walk.messages for walk in walks)
        yield _line(book, walks, ended=ended)
        yield from (f"  VIOLATION {fault}" for fault in violations[:_SHOWN])

    def line(self) -> str:
        """Tell all in one line."""
        convertible = self.walked + self.refused
        return (
            f"walked {self.ended} of {self.walked} to the end, cannot run {self.refused} of "
            f"{convertible} convertible ({100 * self.refused / max(1, convertible):.0f} %), not "
            f"convertible {self.faulty}, {self.messages} messages, violations {self.violations}"
        )


def _line(book: Book, walks: list[Walk], *, ended: bool) -> str:
    messages, steps = sum(one.messages for one in walks), sum(one.steps for one in walks)
    told = "ended" if ended else "NOT ENDED: " + "; ".join(one.reason for one in walks)
    return f"{book.name}: {messages} messages, {steps} steps, {told}"
