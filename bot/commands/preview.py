"""`form preview`: a form played in the terminal."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from bot.commands.source import Media

_LOCALES: Final = Path(__file__).parents[2] / "locales"


class Language(StrEnum):
    """The languages of the bot."""

    TH = "th"
    LO = "lo"


def preview(
    form: Annotated[
        str,
        typer.Argument(metavar="FORM", help="A workbook, a published form's ID, or ID@VERSION."),
    ],
    language: Annotated[Language, typer.Option("--lang", help="The language to play in.")] = (
        Language.TH
    ),
    media: Media = None,
    *,
    repro: Annotated[
        bool,
        typer.Option("--repro", help="Print the passage as a talk (tests/talks) when it is over."),
    ] = False,
) -> None:
    """Play a form in the terminal; nothing of it is kept."""
    import sys

    from rich.console import Console

    from bot.clock import now
    from bot.commands.common import settings_or_stop, stop
    from bot.commands.source import checked_of, files_beside, stop_if_faulty
    from bot.terminal.passing import Passing
    from bot.terminal.preview import Preview
    from bot.terminal.repro import Repro
    from bot.terminal.samples import rows_of
    from bot.words import Words, WordsError
    from dialogue.xforms.form import Form

    zone = settings_or_stop().zone
    checked = checked_of(form, media)
    stop_if_faulty(checked)
    assert checked.xform is not None  # noqa: S101  # it has no faults
    try:
        words = Words(_LOCALES, zone=zone)
    except WordsError as unready:
        stop(f"{unready}.")
    beside = files_beside(Path(form), media)
    played = Form.parse(checked.xform, checked.files, is_live=lambda _name: True)
    played = played.beside(lambda name: rows_of(name, beside))
    talk = Repro(form_id=played.id, language=language.value)
    shown = Preview(
        passing=Passing(
            form=played,
            words=words,
            clock=lambda: now().astimezone(zone),
            language=language.value,
        ),
        repro=talk,
        # the talk alone goes to standard output, where it can be put into a file
        console=Console(highlight=False, stderr=repro),
        read_line=lambda: _line("" if repro or not sys.stdin.isatty() else "» "),
        echoes=not sys.stdin.isatty(),
    )
    shown.play()
    if repro:
        typer.echo(talk.text(shown.passing.submission), nl=False)


def _line(prompt: str) -> str | None:
    try:
        return input(prompt)
    except (EOFError, KeyboardInterrupt):
        return None
