"""`doctor`: look at everything, and say what to do."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.common import FAULTS, settings_or_stop

if TYPE_CHECKING:
    from bot.doctor.finding import Finding
    from bot.settings import Settings


def doctor(
    *,
    offline: Annotated[bool, typer.Option("--offline", help="Do not ask LINE anything.")] = False,
) -> None:
    """Look at settings, key, LINE, database and disk, and say what to do about each fault."""
    from bot.clock import now
    from bot.doctor.examine import examine
    from bot.serving import LOCALES

    settings = settings_or_stop()
    findings = [*examine(settings, LOCALES, now()), *(() if offline else _at_line(settings))]
    _show(findings)
    if any(finding.health == "ill" for finding in findings):
        raise typer.Exit(FAULTS)


def _at_line(settings: "Settings") -> Iterator["Finding"]:
    from bot.doctor.channel import look_at
    from bot.line.account import Account

    if settings.is_pretend or not settings.line_channel_access_token:
        return
    account = Account(base=settings.api_base, token=settings.line_channel_access_token)
    public = settings.public_url
    yield from look_at(account, expected=public and f"{public.rstrip('/')}/webhook")


def _show(findings: list["Finding"]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    for finding in findings:
        mark, colour = _MARKS[finding.health]
        told = Text(finding.told)
        if finding.remedy:
            told.append(f"\n{finding.remedy}", style="dim")
        table.add_row(Text(mark, style=colour), Text(finding.what), told)
    Console().print(table)


_MARKS = {"well": ("well", "green"), "note": ("note", "yellow"), "ill": ("ILL", "bold red")}
