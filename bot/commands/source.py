"""A form as it is named on the command line: a file, or what is published."""

from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.common import FAULTS, premises, stop

if TYPE_CHECKING:
    from bot.publishing.check import Checked


def checked_of(named: str) -> "Checked":
    """Check the workbook that is meant: a FILE, a published form's ID, or ID@VERSION."""
    from bot.publishing.check import check

    path = Path(named)
    if path.is_file():
        return check(path.read_bytes(), path.name)
    if path.suffix in {".xlsx", ".csv", ".md"}:
        stop(f"There is no file {named}.")
    content, name = _published(named)
    return check(content, name)


def show_findings(checked: "Checked") -> None:
    """Print every finding of a workbook."""
    import typer

    from bot.commands.english import english
    from bot.publishing.finding import spoken

    colours = {"error": "red", "warning": "yellow", "information": "blue"}
    for finding in checked.findings:
        word = typer.style(f"{finding.severity}:", fg=colours[finding.severity], bold=True)
        typer.echo(f"{word} {english(spoken(finding))}")


def stop_if_faulty(checked: "Checked") -> None:
    """End the command where a workbook cannot become a form."""
    if not checked.publishable:
        show_findings(checked)
        stop(f"{checked.name} has faults that must be mended first.", FAULTS)


def _published(named: str) -> tuple[bytes, str]:
    from models.form import Forms

    form_id, _, version = named.partition("@")
    with premises() as found, found.store.thinking() as session:
        forms = Forms(session)
        known = [one for one in forms.versions(form_id) if one.version == version]
        wanted = next(iter(known), None) if version else forms.current(form_id)
        if wanted is None:
            stop(f"There is neither a file nor a published form {named}.")
        return wanted.workbook, wanted.workbook_name
