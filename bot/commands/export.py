"""`export`: what was collected, as tables."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from bot.commands.common import note_act, premises, say, stop


class Format(StrEnum):
    """The kinds of table files."""

    CSV = "csv"
    XLSX = "xlsx"
    ZIP = "zip"


class SheetFormat(StrEnum):
    """The kinds of file of a single table."""

    CSV = "csv"
    XLSX = "xlsx"


class LabelLanguage(StrEnum):
    """The languages in which choices can be written."""

    TH = "th"
    LO = "lo"


FormId = Annotated[str, typer.Option("--form", metavar="ID", help="The id of the form.")]
Out = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", dir_okay=False, help="Where to write; standard output when left out."
    ),
]
Bom = Annotated[
    bool, typer.Option("--bom", help="Begin CSV with the mark by which Excel knows UTF-8.")
]


def submissions(
    form: FormId,
    kind: Annotated[
        Format | None,
        typer.Option(
            "--format",
            help="csv: one table; xlsx or zip: one more for every repeat. "
            "As FILE ends, or csv, when left out.",
        ),
    ] = None,
    out: Out = None,
    labels: Annotated[
        LabelLanguage | None,
        typer.Option(help="Write choices in the words of a language, not as codes."),
    ] = None,
    *,
    bom: Bom = False,
) -> None:
    """Export the submissions of a form, with the columns of ODK Central."""
    from bot.exporting.export import Wanted
    from bot.exporting.export import submissions as write_submissions

    wanted = Wanted(
        form_id=form,
        format=_format(kind, out).value,
        bom=bom,
        labels=None if labels is None else labels.value,
    )
    with premises() as found, written(out) as file:
        count = write_submissions(found.store, wanted, out=file, zone=found.settings.zone)
        note_act(found, "exported", "submissions", form)
    say(f"{count} submissions.")


def codebook(
    form: FormId,
    kind: Annotated[
        SheetFormat | None,
        typer.Option("--format", help="The kind of file; as FILE ends, or csv, when left out."),
    ] = None,
    out: Out = None,
    *,
    bom: Bom = False,
) -> None:
    """Export what each question of a form asks: names, types, labels, choices, conditions."""
    from bot.exporting.codebook import codebook as write_codebook

    wanted = sheet_format(kind, out)
    with premises() as found, written(out) as file:
        count = write_codebook(found.store, form, format=wanted.value, bom=bom, out=file)
    say(f"{count} questions.")


def entities(
    name: Annotated[str, typer.Option("--list", metavar="NAME", help="The name of the list.")],
    kind: Annotated[
        SheetFormat | None,
        typer.Option("--format", help="The kind of file; as FILE ends, or csv, when left out."),
    ] = None,
    out: Out = None,
    *,
    bom: Bom = False,
) -> None:
    """Export an entity list, such as persons, with the columns of ODK Central."""
    from bot.exporting.entities import entities as write_entities

    wanted = sheet_format(kind, out)
    with premises() as found, written(out) as file:
        zone = found.settings.zone
        count = write_entities(found.store, name, format=wanted.value, bom=bom, out=file, zone=zone)
        note_act(found, "exported", "entities", name)
    say(f"{count} entities.")


def _format(kind: Format | None, out: Path | None) -> Format:
    """Choose the kind of file: as asked, else as the name of the file ends."""
    ends = "" if out is None else out.suffix.removeprefix(".").lower()
    wanted = kind or (Format(ends) if ends in set(Format) else Format.CSV)
    if wanted is not Format.CSV and out is None and sys.stdout.isatty():
        stop("Such a file is not for the screen: give --out FILE.")
    return wanted


def sheet_format(kind: SheetFormat | None, out: Path | None) -> SheetFormat:
    """Choose the same for a single table."""
    book = _format(None if kind is None else Format(kind), out) is Format.XLSX
    return SheetFormat.XLSX if book else SheetFormat.CSV


@contextmanager
def written(out: Path | None) -> Iterator[BinaryIO]:
    """Open the output; end the command with a sentence where it cannot be, or has no content."""
    from bot.exporting.entities import UnknownListError
    from bot.exporting.export import UnknownFormError
    from bot.exporting.xlsx_file import TooManyRowsError

    try:
        with opened(out) as file:
            yield file
    except (UnknownFormError, UnknownListError, TooManyRowsError) as refused:
        stop(f"{str(refused).capitalize()}.")
    except OSError as broken:
        stop(f"{out or 'The output'} cannot be written: {broken.strerror}.")


@contextmanager
def opened(path: Path | None) -> Iterator[BinaryIO]:
    """Open the output; a file appears only when it is whole, and only its owner may read it."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
