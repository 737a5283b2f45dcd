"""`chat`: talk with the bot in the terminal."""

from enum import StrEnum
from typing import Annotated

import typer

from bot.commands.common import settings_or_stop, stopping


class Who(StrEnum):
    """Whom one can be."""

    VOLUNTEER = "volunteer"
    VISITOR = "visitor"
    COORDINATOR = "coordinator"


class Language(StrEnum):
    """The languages of the bot."""

    TH = "th"
    LO = "lo"


def chat(
    who: Annotated[Who, typer.Option("--as", help="Whom to be.")] = Who.VOLUNTEER,
    language: Annotated[
        Language | None, typer.Option("--lang", help="Chosen for you; asked when left out.")
    ] = None,
) -> None:
    """Talk with the bot in the terminal, through a LINE that is pretended on this machine."""
    from bot.terminal.talk import main

    settings = settings_or_stop()
    with stopping():
        main(settings, who=who.value, language=None if language is None else language.value)
