"""`export`: what was collected, as tables."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from bot.commands.common import premises, say, stop


class Format(StrEnum):
    """The kinds of table files."""

    CSV = "csv"
    XLSX = "xlsx"


def submissions(
    form: Annotated[str, typer.Option("--form", metavar="ID", help="The id of the form.")],
    kind: Annotated[
        Format | None,
        typer.Option("--format", help="The kind of file; as FILE ends, or csv, when left out."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", dir_okay=False, help="Where to write; standard output when left out."
        ),
    ] = None,
    *,
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin CSV with the mark by which Excel knows UTF-8.")
    ] = False,
) -> None:
    """Export the submissions of a form, with the columns of ODK Central."""
    from bot.exporting.export import UnknownFormError
    from bot.exporting.export import submissions as write_submissions
    from bot.exporting.xlsx_file import TooManyRowsError

    wanted = kind or (Format.XLSX if out is not None and out.suffix == ".xlsx" else Format.CSV)
    if wanted is Format.XLSX and out is None and sys.stdout.isatty():
        stop("A workbook is not for the screen: give --out FILE.")
    with premises() as found:
        try:
            with _opened(out) as file:
                count = write_submissions(
                    found.store,
                    form,
                    format=wanted.value,
                    bom=bom,
                    out=file,
                    zone=found.settings.zone,
                )
        except (UnknownFormError, TooManyRowsError) as refused:
            stop(f"{str(refused).capitalize()}.")
        except OSError as broken:
            stop(f"{out or 'The output'} cannot be written: {broken.strerror}.")
    say(f"{count} submissions.")


@contextmanager
def _opened(path: Path | None) -> Iterator[BinaryIO]:
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
