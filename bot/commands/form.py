"""`form`: check, publish and give back workbooks."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.common import FAULTS, premises, say, stop
from bot.commands.source import Media

if TYPE_CHECKING:
    from bot.publishing.check import Checked

File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        exists=True,
        dir_okay=False,
        readable=True,
        help="A workbook: .xlsx, .csv or .md.",
    ),
]


def check(file: File, media: Media = None) -> None:
    """Check a workbook: name every fault with sheet, row and remedy."""
    checked = _checked(file, media, thoroughly=True)
    for one in checked.coverage:
        typer.echo(f"Texts in {one.language or 'one language'}: {one.percent} %.")
    if checked.identity is None:
        raise typer.Exit(FAULTS)
    known = checked.identity
    typer.echo(f"{known.form_id} {known.version} “{known.title}” can be published.")
    typer.echo(f"Languages: {', '.join(known.languages) or 'none named'}.")


def publish(file: File, media: Media = None) -> None:
    """Publish a workbook: from now on new drafts begin with it."""
    from bot.clock import now
    from bot.publication import NotPublishableError
    from bot.publication import publish as keep

    checked = _checked(file, media)
    if not checked.publishable:
        raise typer.Exit(FAULTS)
    with premises() as found:
        try:
            with found.store.writing() as session:
                version = keep(session, checked, now())
        except NotPublishableError as refused:
            stop(str(refused), FAULTS)
    typer.echo(f"{version.form_id} {version.version} “{version.title}” is published.")


def export(
    form: Annotated[str, typer.Argument(metavar="FORM", help="The id of a form.")],
    version: Annotated[
        str | None, typer.Option(metavar="VERSION", help="The current one when left out.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", dir_okay=False, help="Where to write it; its own name when left out."
        ),
    ] = None,
    *,
    xform: Annotated[
        bool, typer.Option("--xform", help="Give the XForm made of it instead of the workbook.")
    ] = False,
) -> None:
    """Give a published form back as the workbook that it was made of, with its files.

    Files are put into a folder FILE-media beside it; a FILE that ends in .zip holds all.
    """
    from models.form import Forms

    with premises() as found, found.store.thinking() as session:
        forms = Forms(session)
        known = [one for one in forms.versions(form) if version in (None, one.version)]
        wanted = forms.current(form) if version is None else next(iter(known), None)
        if wanted is None:
            stop(f"There is no form {form}{'' if version is None else f' {version}'}.")
        content = wanted.xform.encode() if xform else wanted.workbook
        name = f"{Path(wanted.workbook_name).stem}.xml" if xform else wanted.workbook_name
        files = {} if xform else wanted.media()
    name = Path(name).name
    path = out or Path(name)
    try:
        _write(path, name, content, files)
    except OSError as broken:
        stop(f"{path} cannot be written: {broken.strerror}.")
    say(f"{path} was written.")


def _write(path: Path, name: str, content: bytes, files: dict[str, bytes]) -> None:
    from zipfile import ZIP_DEFLATED, ZipFile

    if path.suffix.lower() == ".zip":
        with ZipFile(path, "w", ZIP_DEFLATED) as packed:
            for one, data in {name: content, **files}.items():
                packed.writestr(one, data)
        return
    path.write_bytes(content)
    folder = path.with_name(f"{path.stem}-media")
    for one, data in files.items():
        folder.mkdir(exist_ok=True)
        (folder / Path(one).name).write_bytes(data)


def _checked(file: Path, media: Path | None, *, thoroughly: bool = False) -> "Checked":
    from bot.commands.source import checked_file, show_findings

    checked = checked_file(file, media, thoroughly=thoroughly)
    show_findings(checked)
    return checked
