"""`audit`: who saw or changed what, and when."""

import csv
import sys
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.common import premises, say, stop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from models.audit import Audit

_HEAD = ("at", "actor", "action", "kind", "subject", "area")


class Format(StrEnum):
    """How the log is written."""

    TEXT = "text"
    CSV = "csv"


def audit(
    person: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="Only what was done to the record of this person."),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only what was done on this day or later."),
    ] = None,
    kind: Annotated[
        Format, typer.Option("--format", help="text: columns with tabs; csv: for a spreadsheet.")
    ] = Format.TEXT,
) -> None:
    """List who saw, changed, exported or erased what; never what it was."""
    with premises() as found, found.store.thinking() as session:
        zone = found.settings.zone
        begin = None if since is None else since.replace(tzinfo=zone)
        rows = _told(session, person, begin)
        write = _csv() if kind is Format.CSV else _text()
        write(_HEAD)
        count = 0
        for row in rows:
            count += 1
            at = f"{row.at.astimezone(zone):%Y-%m-%d %H:%M:%S}"
            write((at, row.actor, row.action, row.kind, row.subject, row.area))
    say(f"{count} acts.")


def _told(session: "Session", code: str | None, since: datetime | None) -> "Iterator[Audit]":
    from models.audit import Audits

    subject = None
    if code is not None:
        from models.traces import Traces

        person = Traces(session).coded(code)
        if person is None:
            stop(f"Nobody has the code {code}.")
        subject = person.id
    return Audits(session).told(subject=subject, since=since)


def _csv() -> Any:  # noqa: ANN401  # csv has no name for what it gives
    return csv.writer(sys.stdout).writerow


def _text() -> Any:  # noqa: ANN401
    return lambda cells: typer.echo("\t".join(cells))
