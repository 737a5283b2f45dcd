"""`migrate`: bring the database up to date."""

from typing import Annotated

import typer

from bot.commands.common import say, settings_or_stop, stopping


def migrate(
    new: Annotated[
        str | None,
        typer.Option(
            "--new",
            metavar="NAME",
            help="For developers: write the next step, from the tables as they are to the models.",
        ),
    ] = None,
) -> None:
    """Bring the database up to date; make its secret key where it is empty."""
    from bot.starting import brought_up_to_date

    if new is not None:
        _write(new)
        return
    settings = settings_or_stop()
    with stopping():
        taken = brought_up_to_date(settings, say)
    say("The database was brought up to date." if taken else "The database is up to date.")


def _write(name: str) -> None:
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from bot.migrating import migrate as take_steps
    from bot.migrating import write_step
    from bot.store import Store

    with TemporaryDirectory() as scratch:
        store = Store(f"sqlite:///{scratch}/steps.db")
        take_steps(store)
        path = write_step(store, name)
        store.close()
    say(f"{path.relative_to(Path.cwd())} was written: read it before you keep it.")
