"""A report as a file: CSV to go on working with, or a workbook with a sheet about it."""

from collections.abc import Iterator
from datetime import tzinfo
from typing import BinaryIO, Literal

from bot.calendar_words import Language, date_words
from bot.exporting.csv_file import csv_file
from bot.exporting.table import Cell
from bot.exporting.xlsx_file import xlsx_book
from bot.words import Words
from dialogue.phrase import Phrase, msgid, phrase
from dialogue.reporting.table import Table
from handlers.report_rows import HIDDEN, NOTE


def write(
    table: Table,
    *,
    out: BinaryIO,
    words: Words,
    language: Language,
    format: Literal["csv", "xlsx"],  # noqa: A002  # as the option is called
    zone: tzinfo,
    bom: bool = False,
) -> None:
    """Write a report; its first two columns are code and name of each line."""
    if format == "csv":
        with csv_file(out, bom=bom) as add:
            for row in _rows(table, words, language):
                add(row)
        return
    with xlsx_book(out, zone=zone) as book:
        with book(table.kind) as add:
            for row in _rows(table, words, language):
                add(row)
        with book(words.say(phrase(msgid("About")), language)) as add:
            for row in _about(table, words, language):
                add(row)


def _rows(table: Table, words: Words, language: Language) -> Iterator[list[Cell]]:
    heads = (phrase(msgid("Code")), phrase(msgid("Name")), *(one.label for one in table.columns))
    yield [Cell(words.say(head, language)) for head in heads]
    for line in table.lines:
        counts = (table.count(line, column) for column in table.columns)
        yield [
            Cell(line.key),
            Cell(words.say(line.label, language)),
            *(_cell(count) for count in counts),
        ]


def _about(table: Table, words: Words, language: Language) -> Iterator[list[Cell]]:
    facts: tuple[tuple[Phrase, str], ...] = (
        (phrase(msgid("Report")), words.say(table.title, language)),
        (phrase(msgid("Area")), words.say(table.area_label, language)),
        (phrase(msgid("Code")), table.area),
        (phrase(msgid("From")), date_words(table.period.first, language)),
        (phrase(msgid("Until")), date_words(table.period.last, language)),
        (phrase(msgid("Note")), words.say(phrase(NOTE), language)),
    )
    for name, told in facts:
        yield [Cell(words.say(name, language)), Cell(told)]


def _cell(count: int | None) -> Cell:
    return Cell(HIDDEN) if count is None else Cell(str(count), "integer")
