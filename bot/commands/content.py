"""`content`: load what ships, or tell where it stands."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from bot.commands.common import FAULTS, premises, say

if TYPE_CHECKING:
    from bot.shipped import Item


def load() -> None:
    """Load what ships with the program; what a coordinator changed or withdrew is left alone.

    Whoever was noted by a form before there was a register is put into it.
    """
    from bot.areas import load as load_areas
    from bot.clock import now
    from bot.enrolling import enrol_all
    from bot.facility_content import load as load_facilities
    from bot.ladders import load as load_ladders
    from bot.rules import load as load_rules
    from bot.shipped import load as load_items
    from bot.topics import load as load_topics

    with premises() as found:
        areas = load_areas(found.store)
        items = [*load_items(found.store, now()), *load_rules(found.store)]
        items += load_ladders(found.store)
        items += load_facilities(found.store)
        items += load_topics(found.store, now())
        enrolled = enrol_all(found.store, found.keys, found.settings.zone, now())
    _show(items)
    if enrolled:
        say(f"People who were put into the register: {enrolled}.")
    say("The areas were loaded." if areas.is_new else "The areas are as they ship.")
    _complain(areas.faults)
    if areas.faults or any(item.state == "faulty" for item in items):
        raise typer.Exit(FAULTS)


def check() -> None:
    """Tell what ships, and where it differs from what is used here; nothing is changed."""
    from bot.areas import faults
    from bot.danger import faults as faults_of_danger
    from bot.facility_content import standing as standing_of_facilities
    from bot.ladders import standing as standing_of_ladders
    from bot.publishing.check import check as examine
    from bot.rules import standing as standing_of_rules
    from bot.shipped import standing
    from bot.topics import complaints
    from bot.topics import standing as standing_of_topics

    with premises() as found:
        items = [*standing(found.store), *standing_of_rules(found.store)]
        items += standing_of_ladders(found.store)
        items += standing_of_facilities(found.store)
        items += standing_of_topics(found.store)
    _show(items)
    bad = [
        item
        for item in items
        if item.is_form and not examine(item.path.read_bytes(), item.path.name).publishable
    ]
    for item in bad:
        typer.echo(f"content/{item.name} has faults: python -m bot form check content/{item.name}")
    for fault in (about_topics := complaints()):
        typer.echo(f"content/topics/{fault}")
    for fault in (about_danger := faults_of_danger()):
        typer.echo(f"content/danger: {fault}")
    wrong = faults()
    _complain(wrong)
    if (
        bad
        or wrong
        or about_topics
        or about_danger
        or any(item.state != "loaded" for item in items)
    ):
        raise typer.Exit(FAULTS)


def _complain(faults: Sequence[str]) -> None:
    for fault in faults:
        say(f"A name was left out. {fault}")


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
