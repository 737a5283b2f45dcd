"""A form as it is named on the command line: a file, or what is published."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.common import FAULTS, premises, stop

if TYPE_CHECKING:
    from bot.publishing.check import Checked


Media = Annotated[
    Path | None,
    typer.Option(
        "--media",
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="Where the files of its lists are; beside it, or in FILE-media, when left out.",
    ),
]


def checked_of(named: str, media: Path | None = None) -> "Checked":
    """Check the workbook that is meant: a FILE, a published form's ID, or ID@VERSION."""
    from bot.publishing.check import check

    path = Path(named)
    if path.is_file():
        return checked_file(path, media)
    if path.suffix in {".xlsx", ".csv", ".md"}:
        stop(f"There is no file {named}.")
    content, name, files = _published(named)
    return check(content, name, files, _lists())


def checked_file(path: Path, media: Path | None, *, thoroughly: bool = False) -> "Checked":
    """Check a workbook with the files that it needs, looked for beside it or in `media`."""
    from bot.publishing.check import check, thorough
    from bot.publishing.form_files import matched

    source, look, lists = path.read_bytes(), thorough if thoroughly else check, _lists()
    checked = look(source, path.name, {}, lists)
    if not checked.missing:
        return checked
    found = {
        name: file.read_bytes()
        for name, file in matched(checked.missing, files_beside(path, media)).items()
    }
    return look(source, path.name, {**checked.files, **found}, lists) if found else checked


def files_beside(path: Path, media: Path | None) -> dict[str, Path]:
    """Find the files that lists can lie in: beside a workbook and in FILE-media, or in `media`."""
    from dialogue.xforms.external import ENDINGS

    folders = [media] if media else [path.parent, path.with_name(f"{path.stem}-media")]
    return {
        one.name: one
        for folder in folders
        if folder.is_dir()
        for one in folder.iterdir()
        if one.name.lower().endswith(ENDINGS)
    }


def show_findings(checked: "Checked") -> None:
    """Print every finding of a workbook."""
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


def _lists() -> set[str]:
    """Name the entity lists that are kept, where there is a database that can be opened."""
    from bot.publication import lists_kept
    from bot.settings import Settings, SettingsError
    from bot.starting import CannotStartError, is_there, visited

    try:
        settings = Settings.read()
        if not is_there(settings):
            return set()
        with visited(settings) as found, found.store.thinking() as session:
            return lists_kept(session)
    except (SettingsError, CannotStartError):
        return set()


def _published(named: str) -> tuple[bytes, str, dict[str, bytes]]:
    from models.form import Forms

    form_id, _, version = named.partition("@")
    with premises() as found, found.store.thinking() as session:
        forms = Forms(session)
        known = [one for one in forms.versions(form_id) if one.version == version]
        wanted = next(iter(known), None) if version else forms.current(form_id)
        if wanted is None:
            stop(f"There is neither a file nor a published form {named}.")
        return wanted.workbook, wanted.workbook_name, wanted.media()
