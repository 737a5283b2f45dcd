"""`forwards`: what a form server has not taken yet, and trying it again."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.common import FAULTS, premises, say, stop

if TYPE_CHECKING:
    from models.forward import Standing


def show() -> None:
    """List what was refused or waits: since when, how often it was tried, and why."""
    from bot.forwarding.remedies import remedy
    from models.forward import REFUSED, Forwards

    with premises() as found, found.store.thinking() as session:
        standing = list(Forwards(session).standing())
    if not standing:
        typer.echo("No submission waits to be sent on.")
        return
    for one in standing:
        typer.echo(_line(one))
    for why in dict.fromkeys(one.why for one in standing):
        if told := remedy(why):
            say(f"{why}: {told}")
    if any(one.state == REFUSED for one in standing):
        raise typer.Exit(FAULTS)


def retry(
    submission: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="The id of a submission, uuid:….")
    ] = None,
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="All that was refused, and all that waits.")
    ] = False,
) -> None:
    """Let what was refused, or waits for hours, be tried again now; the running bot does it."""
    from bot.clock import now
    from models.forward import Forwards

    if everything == (submission is not None):
        stop("Give the ID of a submission, or --all.")
    with premises() as found, found.store.writing() as session:
        count = Forwards(session).retry(now(), submission)
    if submission is not None and not count:
        stop(f"{submission} is not on its way: it was taken, or is not known here.")
    say(f"{count} submissions will be tried again.")


def _line(one: "Standing") -> str:
    """Tell of one submission, with tabs between the columns."""
    since = f"{one.since:%Y-%m-%d %H:%M}"
    reason = one.why or "not tried yet"
    cells = (one.submission_id, one.form_id, one.state, since, f"tried {one.tries}", reason)
    return "\t".join(cells)
