"""`facilities`: the places to get care, listed, exported and imported."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.commands.common import FAULTS, check_area, note_act, premises, say, settings_or_stop, stop
from bot.commands.export import SheetFormat, sheet_format, written

if TYPE_CHECKING:
    from bot.facilities.importing import Answer
    from bot.facilities.source import SheetRefusedError, Table
    from bot.starting import Premises

_SHOWN: Final = 40  # problems that are printed


class Headings(StrEnum):
    """The languages of headings."""

    TH = "th"
    LO = "lo"
    EN = "en"


Area = Annotated[
    str, typer.Option("--area", metavar="CODE", help="A DOPA code: 90, 9010 … Without it: all.")
]
Lang = Annotated[Headings, typer.Option("--lang", help="The language of the headings.")]


def show(area: Area = "") -> None:
    """List the places to get care of an area: code, kind, name, whether it is verified."""
    from models.facility_book import FacilityBook

    check_area(area)
    with premises() as found, found.store.thinking() as session:
        rows = FacilityBook(session).cells([area])
    for cells in rows.values():
        state = (
            "closed" if cells["closed"] else "verified" if cells["verified_on"] else "unverified"
        )
        place = "placed" if cells["latitude"] else "no position"
        told = (cells["code"], cells["area"], cells["kind"], cells["name_th"], state, place)
        typer.echo("\t".join(told))


def read_in(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An .xlsx or .csv of places.")],
    area: Area = "",
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Store nothing.")] = False,
) -> None:
    """Take places to get care from a workbook; rows with faults are named and left out."""
    from bot.facilities.importing import counts
    from bot.facilities.source import COMMAND, SheetRefusedError, opened
    from models.facility_book import FacilityBook

    check_area(area)
    try:
        table = opened(file.read_bytes(), file.name, COMMAND)
    except OSError as broken:
        stop(f"{file} cannot be read: {broken.strerror}.")
    except SheetRefusedError as refused:
        stop(_spoken(refused))
    with premises() as found:
        answers = _answers(table, area, found)
        changed = [one for one in answers if one.done in {"created", "updated"}]
        if changed and not dry_run:
            with found.store.writing() as session:
                book = FacilityBook(session)
                for one in changed:
                    book.put(one.whole)
            note_act(found, "imported", "facilities", area)
    _tell(table, answers)
    count = counts(answers)
    typer.echo(
        f"{len(answers)} rows: {count.get('created', 0)} new, {count.get('updated', 0)} changed, "
        f"{count.get('same', 0)} the same, {count.get('refused', 0)} not taken."
    )
    if dry_run:
        say("Nothing was stored: leave out --dry-run to store it.")
    if count.get("refused"):
        raise typer.Exit(FAULTS)


def write_out(
    area: Area = "",
    kind: Annotated[
        SheetFormat | None,
        typer.Option("--format", help="The kind of file; as FILE ends, or csv, when left out."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", dir_okay=False, help="Where to write; standard output."),
    ] = None,
    lang: Lang = Headings.TH,
) -> None:
    """Export the places to get care of an area; read in again they change nothing."""
    from bot.facilities.writing import export
    from models.facility_book import FacilityBook

    check_area(area)
    wanted = sheet_format(kind, out)
    with premises() as found, written(out) as file:
        with found.store.thinking() as session:
            rows = FacilityBook(session).cells([area])
        count = export(rows.values(), file, format=wanted.value, language=lang.value)
    say(f"{count} places.")


def template(
    out: Annotated[Path, typer.Option(metavar="FILE", dir_okay=False, help="An .xlsx.")],
    lang: Lang = Headings.TH,
) -> None:
    """Write the workbook to fill in, with an explanation of every column."""
    from bot.commands.english import english
    from bot.facilities.writing import template as write_template
    from bot.serving import loaded_words
    from bot.starting import CannotStartError

    try:
        words = loaded_words(settings_or_stop())
    except CannotStartError as unready:
        stop(str(unready))
    spoken = {
        Headings.TH: lambda said: words.say(said, "th"),
        Headings.LO: lambda said: words.say(said, "lo"),
        Headings.EN: english,
    }
    with written(out) as file:
        write_template(file, language=lang.value, speak=spoken[lang])
    say(f"{out} was written.")


def _answers(table: "Table", area: str, found: "Premises") -> "list[Answer]":
    from bot.clock import now
    from bot.facilities.areas import area_finder
    from bot.facilities.importing import Import
    from models.facility_book import FacilityBook

    with found.store.thinking() as session:
        job = Import(
            known=FacilityBook(session).cells(),
            areas=(area,),
            area_of=area_finder(session, (area,)),
            today=now().astimezone(found.settings.zone).date(),
        )
        return job.answers(table)


def _tell(table: "Table", answers: "list[Answer]") -> None:
    from bot.commands.english import english

    problems = [problem for one in answers for problem in one.problems]
    if table.headings.unknown:
        say(f"Not known, and so not read: {', '.join(table.headings.unknown)}.")
    for one in problems[:_SHOWN]:
        where = f"Sheet {table.sheet}, row" if table.sheet else "Row"
        why = f"{english(one.fault.reason)} {english(one.fault.remedy)}"
        say(f"{where} {one.row}, column {one.column}: {why}")
    if len(problems) > _SHOWN:
        say(f"And {len(problems) - _SHOWN} more.")


def _spoken(refused: "SheetRefusedError") -> str:
    from bot.commands.english import english
    from bot.publishing.finding import spoken

    return english(spoken(refused.finding))
