"""The answer for every row of a roster, in the language of the sheet, as CSV or XLSX."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from typing import BinaryIO, Final, Literal, TypeAlias

from bot.exporting.csv_file import csv_file
from bot.exporting.table import Cell
from bot.exporting.xlsx_file import xlsx_file
from bot.people.importing import Answer
from bot.words import Words
from dialogue.phrase import Phrase, msgid, phrase
from dialogue.roster.columns import BY_KEY, SheetLanguage
from dialogue.roster.headings import Headings
from dialogue.roster.merging import Done
from dialogue.roster.row import Problem

Format: TypeAlias = Literal["csv", "xlsx"]
Note: TypeAlias = Callable[[Answer], None]

_DONE: Final[dict[Done, str]] = {
    "created": msgid("new"),
    "updated": msgid("changed"),
    "same": msgid("the same"),
    "refused": msgid("not taken"),
    "missing": msgid("not in this file"),
}
_HEADER: Final = (
    msgid("Row"),
    msgid("What becomes of it"),
    msgid("Code"),
    msgid("Nickname"),
    msgid("Column"),
    msgid("Why"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Tells answers in the language of a sheet; English where that is neither Thai nor Lao."""

    words: Words
    headings: Headings

    @property
    def language(self) -> SheetLanguage:
        """The language that is spoken."""
        return self.headings.language

    def say(self, said: Phrase) -> str:
        """Put a phrase into the language of the sheet."""
        if self.language == "en":
            return _english(said)
        return self.words.say(said, self.language)

    def column(self, problem: Problem) -> str:
        """Name the column of a problem as the sheet does."""
        return self.headings.text(problem.key) if problem.key in BY_KEY else ""

    def header(self) -> list[str]:
        """Give the headings of the answers."""
        return [self.say(phrase(text)) for text in _HEADER]

    def row(self, answer: Answer) -> list[str]:
        """Give one answer as a row."""
        columns = (self.column(problem) for problem in answer.problems)
        reasons = (self.say(problem.reason) for problem in answer.problems)
        return [
            str(answer.number or ""),
            self.say(phrase(_DONE[answer.done])),
            answer.code,
            answer.nickname,
            ", ".join(dict.fromkeys(columns)),
            " ".join(reasons),
        ]


@contextmanager
def answering(out: BinaryIO, teller: Teller, *, format: Format) -> Iterator[Note]:  # noqa: A002  # of the file
    """Open a file of answers, one a row; it is whole when the block ends."""
    opened = (
        xlsx_file(out, zone=UTC, sheet=teller.say(phrase(msgid("Answers"))))
        if format == "xlsx"
        else csv_file(out, bom=True)
    )
    with opened as write:
        write([Cell(text) for text in teller.header()])

        def note(answer: Answer) -> None:
            row = teller.row(answer)
            write([Cell(row[0], "integer"), *(Cell(text) for text in row[1:])])

        yield note


def _english(said: Phrase) -> str:
    values = {
        name: _english(value) if isinstance(value, Phrase) else value
        for name, value in said.values.items()
    }
    return said.msgid.format_map(values)
