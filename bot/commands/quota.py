"""`quota`: the month's pushes, what is kept of them, and how many are still to be expected."""

import json
from typing import Annotated

import typer

from bot.commands.common import premises


def quota(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Tell the plan, what is used and left, what may be spent on what, and a forecast by area.

    A forecast counts who has something due in a day of this month, by the share of reminders that
    had to be pushed in the last 30 days: by province, and by district below it.
    """
    from bot.clock import now
    from bot.quota import look

    with premises() as found, found.store.thinking() as session:
        told = look(session, now().astimezone(found.settings.zone), found.settings.push_reserve)
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    for name in ("plan", "fell_from", "used", "left", "reserve", "free_share"):
        typer.echo(f"{name}\t{'-' if told[name] is None else told[name]}")
    for rank, room in told["room"].items():
        typer.echo(f"room {rank}\t{'any' if room is None else room or 'refused'}")
    for area, count in sorted({**told["forecast"], **told["districts"]}.items()):
        typer.echo(f"forecast {area}\t{count}")
