"""`broadcast`: what was written to many: listed, and stopped."""

from typing import Annotated

import typer

from bot.commands.common import check_area, note_act, premises, stop

_MOST = 50


def show(
    area: Annotated[
        str, typer.Option("--area", metavar="CODE", help="Only of this area: 2, 4 or 6 digits.")
    ] = "",
) -> None:
    """List the latest broadcasts: id, state, when made, for how many, and how many have got it."""
    from models.broadcast import Broadcasts

    check_area(area)
    with premises() as found, found.store.thinking() as session:
        shelf = Broadcasts(session)
        for one in shelf.of_area([area], most=_MOST):
            got = shelf.progress(one.id).get("accepted", 0)
            at = one.made_at.astimezone(found.settings.zone).isoformat(timespec="minutes")
            typer.echo("\t".join((one.id, one.state, at, str(one.counted), str(got))))


def halt(
    broadcast: Annotated[str, typer.Argument(metavar="ID", help="As `broadcast list` prints it.")],
) -> None:
    """Stop a broadcast: what LINE has taken still arrives, nothing more is sent."""
    from bot.clock import now
    from models.broadcast import Broadcasts

    with premises() as found:
        with found.store.writing() as session:
            is_stopped = Broadcasts(session).cancel(broadcast, now())
        if not is_stopped:
            stop("There is no such broadcast, or it is over.")
        note_act(found, "stopped", "broadcast", broadcast)
