"""`move`: carry everything from the SQLite file into a PostgreSQL database."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.common import say, settings_or_stop, stop, stopping

if TYPE_CHECKING:
    from bot.moving import Compared


def move(
    to: Annotated[
        str,
        typer.Option(
            "--to", metavar="URL", help="An empty PostgreSQL database: postgresql://user@host/name."
        ),
    ],
) -> None:
    """Carry everything from the SQLite file into an empty PostgreSQL; the bot is stopped first."""
    from rich.console import Console
    from rich.table import Table

    from bot.moving import MoveError
    from bot.starting import moved

    table = Table("table", "rows there", "rows here", "hash, the same on both sides")

    def tell(one: "Compared") -> None:
        table.add_row(one.table, str(one.target.rows), str(one.source.rows), one.source.digest[:16])
        say(f"{one.table}: {one.source.rows} rows are the same on both sides.")

    settings = settings_or_stop()
    with stopping():
        try:
            moved(settings, to, tell)
        except MoveError as refused:
            stop(str(refused))
    Console().print(table)
    say("Everything was moved. Set DATABASE_URL to the new database, and keep the secret key.")
