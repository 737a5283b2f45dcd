"""`form diff`: two versions of a form told apart in words."""

from typing import Annotated

import typer

Named = Annotated[
    str,
    typer.Argument(help="A workbook, a published form's ID, or ID@VERSION.", show_default=False),
]

_SIGNS = {"added": ("+", "green"), "removed": ("-", "red")}


def diff(old: Named, new: Named) -> None:
    """Tell two versions of a form apart, and what that means for answers."""
    from bot.commands.common import FAULTS, stop
    from bot.commands.source import checked_of, show_findings
    from bot.publishing.differences import differences
    from bot.publishing.linting.survey import survey_of

    both = [checked_of(old), checked_of(new)]
    for checked in both:
        if not checked.rows:
            show_findings(checked)
            stop(f"{checked.name} cannot be read.", FAULTS)
    found = differences(*(survey_of(checked.rows) for checked in both))
    if not found:
        typer.echo("There is no difference.")
        return
    for change in found:
        sign, colour = _SIGNS.get(change.kind, ("~", "yellow"))
        about = "" if change.kind != "changed" or change.what == "setting" else f"{change.name}: "
        then = f" {typer.style(change.then, dim=True)}" if change.then else ""
        typer.echo(f"{typer.style(sign, fg=colour, bold=True)} {about}{change.text}{then}")
    typer.echo(_closing(both[0].identity, both[1].identity))


def _closing(one: object, other: object) -> str:
    from bot.publishing.identity import Identity

    drafts = "Visits that were begun end on the version they began with."
    if not isinstance(one, Identity) or not isinstance(other, Identity):
        return drafts
    if one.form_id != other.form_id:
        return f"These are two forms: {one.form_id} and {other.form_id}."
    if one.version == other.version:
        return f"Both are version {one.version}: the second needs a new one to be published."
    return drafts
