"""`reminders`: by which steps people of an area are reminded, and what became of each step."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.common import check_area, premises, say, stop

_Area = Annotated[
    str, typer.Option("--area", metavar="CODE", help="A DOPA code: 90, 9010 … Without it: all.")
]


def outcomes() -> None:
    """Count the steps of reminders by what became of them, and why."""
    from models.reminder import Reminders

    with premises() as found, found.store.thinking() as session:
        for step, outcome, reason, count in Reminders(session).outcomes():
            typer.echo("\t".join((step, outcome or "waits", reason, str(count))))


def export(
    area: _Area = "",
    out: Annotated[Path | None, typer.Option(help="Where to, instead of the terminal.")] = None,
) -> None:
    """Write the steps that count in an area as CSV, to be changed and imported again."""
    from models.ladder import Ladders

    check_area(area)
    with premises() as found, found.store.thinking() as session:
        ladder = Ladders(session).of(area)
    if ladder is None:
        stop("No steps are loaded: run `content load` first.")
    if out is None:
        sys.stdout.write(ladder.steps)
    else:
        out.write_text(ladder.steps, "utf-8-sig")
        say(f"{out} was written.")


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="As `export` writes it.")],
    area: _Area = "",
) -> None:
    """Take the steps of an area from CSV; what was planned by others is planned anew."""
    from bot.ladders import put
    from dialogue.reminding.ladder import LadderError

    check_area(area)
    try:
        source = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as broken:
        stop(f"{file} cannot be read: {broken}.")
    try:
        with premises() as found, found.store.writing() as session:
            changed = put(session, area, source)
    except LadderError as wrong:
        stop(f"{file} was not taken.\n{wrong}")
    where = area or "all areas"
    say(f"The steps of {where} {'were changed' if changed else 'are as they were'}.")
