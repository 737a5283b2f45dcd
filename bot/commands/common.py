"""What commands share: sentences, exit codes, the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NoReturn

import typer

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.starting import Premises

FAULTS: Final = 1
"""The exit code when something was looked at and is not well."""

REFUSED: Final = 2
"""The exit code when nothing was done, because something is missing or wrong."""


def say(text: str) -> None:
    """Print a line for whoever reads the terminal (standard error: output may be piped)."""
    typer.echo(text, err=True)


def stop(why: str, code: int = REFUSED) -> NoReturn:
    """End the command with one sentence."""
    typer.echo(f"{typer.style('error:', fg='red', bold=True)} {why}", err=True)
    raise typer.Exit(code)


def check_area(area: str) -> None:
    """End the command where an area is no DOPA code; "" is all areas."""
    if area and not (area.isascii() and area.isdecimal() and len(area) in {2, 4, 6}):
        stop(f"{area} is no DOPA code of 2, 4 or 6 digits.")


def settings_or_stop() -> "Settings":
    """Read the settings, or end the command with what is wrong with them."""
    from bot.settings import Settings, SettingsError

    try:
        return Settings.read()
    except SettingsError as wrong:
        stop(str(wrong))


@contextmanager
def stopping() -> Iterator[None]:
    """End the command with the sentence of what cannot be."""
    from bot.starting import CannotStartError

    try:
        yield
    except CannotStartError as refused:
        stop(str(refused))


def note_act(found: "Premises", action: str, kind: str, subject: str) -> None:
    """Write down in the audit log what was done from the command line; `subject` names no one."""
    from bot.clock import now
    from models.audit import Audit, Audits

    act = Audit(at=now(), actor="command", action=action, kind=kind, subject=subject[:64])
    with found.store.writing() as session:
        Audits(session).add(act)


@contextmanager
def premises() -> Iterator["Premises"]:
    """Open the database for one command, beside a running bot if there is one."""
    from bot.starting import visited

    settings = settings_or_stop()
    with stopping(), visited(settings) as found:
        yield found
