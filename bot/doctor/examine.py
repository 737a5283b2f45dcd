"""The examination: one look after the other."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.doctor.database import of_database
from bot.doctor.finding import Finding
from bot.doctor.machine import of_machine
from bot.settings import Settings
from bot.starting import CannotStartError, visited


def examine(settings: Settings, locales: Path, now: datetime) -> Iterator[Finding]:
    """Look at this machine, the settings and the database; ask nobody else."""
    yield from of_machine(settings, locales)
    try:
        with visited(settings) as premises:
            yield Finding(what="database", health="well", told="up to date, and the key fits")
            yield from of_database(premises, now)
    except CannotStartError as refused:
        yield Finding(
            what="database",
            health="ill",
            told=str(refused),
            remedy="Do what the sentence says; a first `make run` makes a new database.",
        )
