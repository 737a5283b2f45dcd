"""`content`: load what ships, or tell where it stands."""

from typing import TYPE_CHECKING

import typer

from bot.commands.common import FAULTS, premises

if TYPE_CHECKING:
    from bot.shipped import Item


def load() -> None:
    """Load what ships with the program; what a coordinator changed or withdrew is left alone."""
    from bot.clock import now
    from bot.shipped import load as load_items

    with premises() as found:
        items = load_items(found.store, now())
    _show(items)
    if any(item.state == "faulty" for item in items):
        raise typer.Exit(FAULTS)


def check() -> None:
    """Tell what ships, and where it differs from what is used here; nothing is changed."""
    from bot.publishing.check import check as examine
    from bot.shipped import standing

    with premises() as found:
        items = standing(found.store)
    _show(items)
    bad = [
        item for item in items if not examine(item.path.read_bytes(), item.path.name).publishable
    ]
    for item in bad:
        typer.echo(f"content/{item.name} has faults: python -m bot form check content/{item.name}")
    if bad or any(item.state != "loaded" for item in items):
        raise typer.Exit(FAULTS)


def _show(items: list["Item"]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("content", "state", "why")
    for item in items:
        state = _TOLD[item.state]
        table.add_row(item.name, state, item.why)
    Console().print(table)


_TOLD = {
    "new": "not loaded yet",
    "loaded": "loaded as it ships",
    "outdated": "an older one is loaded",
    "changed": "changed here: shipped text differs",
    "withdrawn": "withdrawn here",
    "faulty": "not loaded",
}
