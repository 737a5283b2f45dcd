"""`rules`: the rules of follow-ups of an area: listed, switched, exported and imported."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.common import check_area, premises, say, stop

if TYPE_CHECKING:
    from bot.starting import Premises
    from dialogue.rules.sheet import Written

_Area = Annotated[
    str, typer.Option("--area", metavar="CODE", help="A DOPA code: 90, 9010 … Without it: all.")
]
_Code = Annotated[str, typer.Argument(metavar="RULE", help="The code of a rule.")]


def show(area: _Area = "") -> None:
    """List the rules that count in an area: on or off, since when, and from which source."""
    from models.rule import Rules

    check_area(area)
    with premises() as found, found.store.thinking() as session:
        for one in Rules(session).of(area):
            state = "on" if one.is_on else "off"
            whose = one.rule.area or "all"
            told = (one.rule.code, state, whose, one.rule.name_th, one.rule.source)
            typer.echo("\t".join(told))


def on(code: _Code, area: _Area = "") -> None:
    """Switch a rule on in an area; what is owed by it is worked out at once."""
    _switch(code, area, is_on=True)


def off(code: _Code, area: _Area = "") -> None:
    """Switch a rule off in an area; what was owed by it is not asked for any more."""
    _switch(code, area, is_on=False)


def export(
    area: _Area = "",
    out: Annotated[Path | None, typer.Option(help="Where to, instead of the terminal.")] = None,
) -> None:
    """Write the rules that count in an area as CSV, to be changed and imported again."""
    from bot.rules import write
    from models.rule import Rules

    check_area(area)
    with premises() as found, found.store.thinking() as session:
        table = write([one.rule for one in Rules(session).of(area)])
    if out is None:
        sys.stdout.write(table)
    else:
        out.write_text(table, "utf-8-sig")
        say(f"{out} was written.")


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="As `rules export` writes it.")],
    area: _Area = "",
) -> None:
    """Take rules from CSV for an area; where they differ from those of a wider one, they count."""
    from bot.rules import RulesError, put, read

    check_area(area)
    try:
        written = read(file.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as broken:
        stop(f"{file} cannot be read: {broken}.")
    except RulesError as wrong:
        stop(f"{file} was not taken.\n{wrong}")
    with premises() as found, found.store.writing() as session:
        count = put(session, area, _other(written, area, found))
    say(f"{count} rules of {area or 'all areas'} were changed. `rules list` tells which are on.")


def _other(written: list["Written"], area: str, found: "Premises") -> list["Written"]:
    """Leave out what a wider area says already."""
    from models.rule import Rules

    if not area:
        return written
    with found.store.thinking() as session:
        wider = {one.rule.code: one.rule for one in Rules(session).of(area)}
        return [
            one
            for one in written
            if one.code not in wider or wider[one.code].cells() != one.cells()
        ]


def _switch(code: str, area: str, *, is_on: bool) -> None:
    from bot.clock import now
    from bot.compiled import Compiled
    from bot.following import Following
    from models.rule import Rules

    check_area(area)
    with premises() as found:
        settings = found.settings
        today = now().astimezone(settings.zone).date()
        with found.store.writing() as session:
            shelf = Rules(session)
            if all(one.rule.code != code for one in shelf.of(area)):
                stop(f"There is no rule {code}: `rules list` names them.")
            shelf.switch(code, area, today, is_on=is_on)
        following = Following(store=found.store, clock=now, zone=settings.zone, compiled=Compiled())
        count = 0
        while done := following.switch():
            count += done
            say(f"Worked out for {count} people …")
    say(f"{code} is {'on' if is_on else 'off'} in {area or 'all areas'}.")
