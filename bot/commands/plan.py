"""`plan`: individual plans as a workbook."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.common import premises, say, stop


class Spoken(StrEnum):
    """The languages of headings and codes."""

    TH = "th"
    LO = "lo"


def export(
    out: Annotated[
        Path, typer.Option(metavar="FILE.xlsx", dir_okay=False, help="The workbook to write.")
    ],
    person: Annotated[
        str | None, typer.Option(metavar="CODE", help="The code of the person.")
    ] = None,
    area: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="Everybody's of an area: 2, 4 or 6 digits."),
    ] = None,
    language: Annotated[Spoken, typer.Option(help="The language of headings.")] = Spoken.TH,
) -> None:
    """Export individual plans: the person's of a code, or everybody's of an area."""
    from bot.clock import now
    from bot.commands.export import opened
    from bot.exporting.plans import UnknownPersonError, plans
    from bot.serving import LOCALES
    from bot.words import Words

    if (person is None) == (area is None):
        stop("Say whose: either --person CODE or --area CODE.")
    if area is not None and not (area.isascii() and area.isdecimal() and len(area) in {2, 4, 6}):
        stop("An area has 2, 4 or 6 digits.")
    with premises() as found:
        zone = found.settings.zone
        try:
            with opened(out) as file:
                count = plans(
                    found.store,
                    code=person,
                    area=area or "",
                    out=file,
                    words=Words(LOCALES, zone=zone),
                    language=language.value,
                    zone=zone,
                    at=now(),
                )
        except UnknownPersonError:
            stop("Nobody has this code.")
        except OSError as broken:
            stop(f"{out} cannot be written: {broken.strerror}.")
    say(f"{count} lines. Keep the file safe: it tells what people need.")
