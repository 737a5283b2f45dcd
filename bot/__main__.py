"""The command line: `python -m bot`."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer


def main() -> None:
    """Do what the command line says."""
    if not (3, 11) <= sys.version_info[:2] < (3, 14):
        number = ".".join(map(str, sys.version_info[:2]))
        sys.exit(f"error: This is Python {number}; Siao needs 3.11, 3.12 or 3.13.")
    command_line()()


def command_line() -> "typer.Typer":
    """Lay out the commands."""
    from bot.commands import (
        chat,
        content,
        diff,
        doctor,
        export,
        form,
        forwards,
        invite,
        migrate,
        move,
        preview,
        run,
        version,
        wide,
    )

    top = _group("Siao, a LINE bot in Thai and Lao for health volunteers.")
    _add(top, run.run, wide.web, wide.worker, wide.clock)
    _add(top, migrate.migrate, move.move, chat.chat, invite.invite)

    forms = _group("Check, try, publish, compare and give back forms.")
    _add(forms, form.check, form.publish, form.export, preview.preview, diff.diff)
    top.add_typer(forms, name="form")

    contents = _group("Load what ships with the program, or tell where it stands.")
    _add(contents, content.load, content.check)
    top.add_typer(contents, name="content")

    exports = _group("Export what was collected.")
    _add(exports, export.submissions, export.entities, export.codebook)
    top.add_typer(exports, name="export")

    waiting = _group("Tell what a form server has not taken, and try it again.")
    waiting.command("list")(forwards.show)
    waiting.command("retry")(forwards.retry)
    top.add_typer(waiting, name="forwards")

    _add(top, doctor.doctor, version.version)
    return top


def _group(about: str) -> "typer.Typer":
    import typer

    return typer.Typer(
        help=about,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_show_locals=False,  # they may be what somebody said
    )


def _add(group: "typer.Typer", *commands: Callable[..., None]) -> None:
    for command in commands:
        group.command()(command)


if __name__ == "__main__":
    main()
