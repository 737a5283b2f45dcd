"""`form`: check, publish and give back workbooks."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.common import FAULTS, premises, say, stop

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


def check(file: File) -> None:
    """Check a workbook: name every fault with sheet, row and remedy."""
    checked = _checked(file, thoroughly=True)
    for one in checked.coverage:
        typer.echo(f"Texts in {one.language or 'one language'}: {one.percent} %.")
    if checked.identity is None:
        raise typer.Exit(FAULTS)
    known = checked.identity
    typer.echo(f"{known.form_id} {known.version} “{known.title}” can be published.")
    typer.echo(f"Languages: {', '.join(known.languages) or 'none named'}.")


def publish(file: File) -> None:
    """Publish a workbook: from now on new drafts begin with it."""
    from bot.clock import now
    from bot.publication import NotPublishableError
    from bot.publication import publish as keep

    checked = _checked(file)
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
    """Give a published form back as the workbook that it was made of."""
    from models.form import Forms

    with premises() as found, found.store.thinking() as session:
        forms = Forms(session)
        known = [one for one in forms.versions(form) if version in (None, one.version)]
        wanted = forms.current(form) if version is None else next(iter(known), None)
        if wanted is None:
            stop(f"There is no form {form}{'' if version is None else f' {version}'}.")
        content = wanted.xform.encode() if xform else wanted.workbook
        name = f"{Path(wanted.workbook_name).stem}.xml" if xform else wanted.workbook_name
    path = out or Path(Path(name).name)
    try:
        path.write_bytes(content)
    except OSError as broken:
        stop(f"{path} cannot be written: {broken.strerror}.")
    say(f"{path} was written.")


def _checked(file: Path, *, thoroughly: bool = False) -> "Checked":
    from bot.commands.source import show_findings
    from bot.publishing.check import check as examine
    from bot.publishing.check import thorough

    checked = (thorough if thoroughly else examine)(file.read_bytes(), file.name)
    show_findings(checked)
    return checked
