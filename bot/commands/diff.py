"""`form diff`: two versions of a form told apart in words."""

from collections.abc import Iterator, Mapping
from typing import Annotated

import typer

from bot.commands.source import Media

Named = Annotated[
    str,
    typer.Argument(help="A workbook, a published form's ID, or ID@VERSION.", show_default=False),
]

_SIGNS = {"added": ("+", "green"), "removed": ("-", "red")}


def diff(old: Named, new: Named, media: Media = None) -> None:
    """Tell two versions of a form apart, and what that means for answers."""
    from bot.commands.common import FAULTS, stop
    from bot.commands.source import checked_of, show_findings
    from bot.publishing.differences import differences
    from bot.publishing.linting.survey import survey_of

    both = [checked_of(old, media), checked_of(new, media)]
    for checked in both:
        if not checked.rows:
            show_findings(checked)
            stop(f"{checked.name} cannot be read.", FAULTS)
    found = differences(*(survey_of(checked.rows) for checked in both))
    files = list(_of_files(both[0].files, both[1].files))
    if not found and not files:
        typer.echo("There is no difference.")
        return
    for change in found:
        sign, colour = _SIGNS.get(change.kind, ("~", "yellow"))
        about = "" if change.kind != "changed" or change.what == "setting" else f"{change.name}: "
        then = f" {typer.style(change.then, dim=True)}" if change.then else ""
        typer.echo(f"{typer.style(sign, fg=colour, bold=True)} {about}{change.text}{then}")
    for line in files:
        typer.echo(line)
    typer.echo(_closing(both[0].identity, both[1].identity))


def _of_files(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Iterator[str]:
    """Tell which files came, went or changed, and how many lines of them."""
    for name in sorted({*old, *new}):
        before, after = (set(files.get(name, b"").splitlines()) for files in (old, new))
        if old.get(name) != new.get(name):
            more, fewer = len(after - before), len(before - after)
            yield f"~ file {name}: {more} new lines, {fewer} lines gone."


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
