"""What the doctor sees of this machine: settings, key, letters, catalogues, disk."""

from collections.abc import Iterator
from pathlib import Path
from shutil import disk_usage
from typing import Final

from PIL import features

from bot.doctor.finding import Finding
from bot.keys import NoKeyError, given, key_file
from bot.settings import Settings
from bot.words import Words, WordsError

_LEAST_ROOM: Final = 1024**3  # bytes
_SHORTEST_KEY: Final = 24  # letters; a generated one has 43


def of_machine(settings: Settings, locales: Path) -> Iterator[Finding]:
    """Look at what stands outside of the database."""
    yield _settings(settings)
    yield _key(settings)
    yield _letters()
    yield _catalogues(settings, locales)
    yield _room(settings)


def _settings(settings: Settings) -> Finding:
    if settings.is_pretend:
        return Finding(
            what="settings",
            health="note",
            told="no LINE account is set up: the bot talks with a pretend LINE",
            remedy="To go live, set LINE_CHANNEL_SECRET and LINE_CHANNEL_ACCESS_TOKEN (README.md).",
        )
    if not settings.public_url:
        return Finding(
            what="settings",
            health="note",
            told="PUBLIC_URL is not set",
            remedy="Set it to the https address of this bot, so that its webhook can be compared.",
        )
    return Finding(what="settings", health="well", told="complete")


def _key(settings: Settings) -> Finding:
    try:
        known = given(settings)
    except NoKeyError as broken:
        return Finding(what="key", health="ill", told=str(broken), remedy="Put the copy back.")
    if known is None:
        return Finding(
            what="key",
            health="note",
            told="there is none yet",
            remedy=f"The first start makes one in {key_file(settings)}, or set SECRET_KEY.",
        )
    if any(len(key) < _SHORTEST_KEY for key in known.keys):
        return Finding(
            what="key",
            health="ill",
            told=f"{known.source} is short enough to be guessed",
            remedy="Set SECRET_KEY=new,old with a new one of 40 letters or more, and start once.",
        )
    if known.source != "SECRET_KEY":
        return Finding(
            what="key",
            health="note",
            told=f"in {known.source}",
            remedy="Keep a copy elsewhere: without it nothing in the database can be read.",
        )
    return Finding(what="key", health="well", told="in SECRET_KEY")


def _letters() -> Finding:
    if features.check("raqm"):
        return Finding(what="raqm", health="well", told="pictures can show Thai and Lao")
    return Finding(
        what="raqm",
        health="note",
        told="Pillow cannot lay out Thai and Lao",
        remedy="Install Pillow's own build for this machine; until then menus are text.",
    )


def _catalogues(settings: Settings, locales: Path) -> Finding:
    try:
        Words(locales, zone=settings.zone)
    except WordsError as unready:
        return Finding(
            what="catalogues", health="ill", told=str(unready), remedy="Run `make words`."
        )
    return Finding(what="catalogues", health="well", told="Thai and Lao are complete")


def _room(settings: Settings) -> Finding:
    place = settings.directory
    free = disk_usage(place if place.exists() else Path()).free
    told = f"{free / 1024**3:.1f} GB free in {place}"
    if free >= _LEAST_ROOM:
        return Finding(what="disk", health="well", told=told)
    return Finding(
        what="disk", health="ill", told=told, remedy="Make room: a full disk stops every answer."
    )
