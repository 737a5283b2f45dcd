"""The keys of a database: made beside an empty one, opened beside any other."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.locks import hold
from bot.resealing import reseal
from bot.secrets import Keyring, WrongKeyError, new_keyring, new_secret, opened_keyring
from bot.settings import Settings
from bot.store import Store
from models.note import Note, Notes
from models.tables import METADATA

KEY_CHECK: Final = "key check"
"""The name of the note that shows whether a key fits this database."""

_FILE: Final = "secret.key"


class NoKeyError(Exception):
    """There is no key that fits; the text is the one sentence to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The secret keys at hand, and in words where they are from."""

    keys: tuple[str, ...]
    source: str


def key_file(settings: Settings) -> Path:
    """Name the file of the key that was generated: it lies beside the database."""
    return settings.directory / _FILE


def given(settings: Settings) -> Given | None:
    """Find the keys: those of the setting, else that of the file.

    Raises:
        NoKeyError: when there is a file without a key in it, or one that cannot be read.
    """
    if settings.secret_keys:
        return Given(keys=settings.secret_keys, source="SECRET_KEY")
    path = key_file(settings)
    try:
        key = path.read_text("utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as broken:
        raise NoKeyError(f"The key file {path} cannot be read.") from broken
    if not key:
        raise NoKeyError(f"The key file {path} is empty: put the copy that you kept back there.")
    return Given(keys=(key,), source=str(path))


def opened(settings: Settings, store: Store) -> Keyring:
    """Open the keys of a database that has some.

    Raises:
        NoKeyError: when none is given, or none fits.
    """
    with store.thinking() as session:
        note = Notes(session).get(KEY_CHECK)
        check = None if note is None else note.data
    if check is None:
        raise NoKeyError("This database has no key yet: start the bot once, it makes one.")
    return _fitting(given(settings), check, settings)


def made_or_opened(settings: Settings, store: Store, say: Callable[[str], None]) -> Keyring:
    """Open the keys of a database, or make some where it is empty.

    With an old key beside a new one, everything is sealed under the new one before the key check
    is: from then on the new one alone opens the database. `say` is told what to do by hand.

    Raises:
        NoKeyError: when none is given beside a database with rows, or none fits.
    """
    keys = _made_if_empty(settings, store, say) or opened(settings, store)
    if len(settings.secret_keys) > 1:
        count = reseal(store, keys)
        with store.writing() as session:
            Notes(session).put(KEY_CHECK, data=keys.key_check())
        say(f"Sealed {count} values under the new key: SECRET_KEY needs only that one from now on.")
    return keys


def _made_if_empty(settings: Settings, store: Store, say: Callable[[str], None]) -> Keyring | None:
    with store.writing() as session:
        hold(session.connection())
        if session.get(Note, KEY_CHECK) is not None:
            return None
        if _has_rows(session):
            raise NoKeyError(
                "This database has rows but no key check, so no key can be shown to fit it: "
                "restore it whole from a backup."
            )
        keys = new_keyring(_kept(settings, say))
        Notes(session).put(KEY_CHECK, data=keys.key_check())
        return keys


def _kept(settings: Settings, say: Callable[[str], None]) -> Sequence[str]:
    """Take the keys that are given, or generate one and keep it in the file."""
    known = given(settings)
    if known is not None:
        return known.keys
    path, key = key_file(settings), new_secret()
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{key}\n")
        file.flush()
        os.fsync(file.fileno())
    say(f"A secret key was made in {path}. Keep a copy elsewhere: without it nothing can be read.")
    if not settings.is_sqlite:
        say("If this disk does not last, set SECRET_KEY to what that file holds before you go on.")
    return (key,)


def _fitting(known: Given | None, check: bytes, settings: Settings) -> Keyring:
    if known is None:
        raise NoKeyError(
            "This database was made with a secret key, and none is given: set SECRET_KEY, or put "
            f"the key file back as {key_file(settings)}."
        )
    try:
        return opened_keyring(known.keys, check)
    except WrongKeyError as wrong:
        raise NoKeyError(
            f"The secret key in {known.source} is not the one that this database was made with."
        ) from wrong


def _has_rows(session: Session) -> bool:
    return any(
        session.scalar(select(func.count()).select_from(select(table).limit(1).subquery()))
        for table in METADATA.sorted_tables
    )
