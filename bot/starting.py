"""Starting: what must be well before the bot may talk, or one sentence that says what is not."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import make_url, select
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.keys import NoKeyError, given, made_or_opened, opened
from bot.locks import HeldError, file_lock
from bot.migrating import NewerDatabaseError, is_current, migrate
from bot.moving import Compared, move
from bot.secrets import Keyring, WrongKeyError
from bot.settings import Settings
from bot.store import Store
from models.contact import Contact

OLDEST: Final = (3, 11)
TOO_NEW: Final = (3, 14)


class CannotStartError(Exception):
    """The bot does not start; the text is the one sentence to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Premises:
    """What every part of the bot stands on."""

    settings: Settings
    store: Store
    keys: Keyring


@contextmanager
def occupied(settings: Settings, say: Callable[[str], None]) -> Iterator[Premises]:
    """Take a database for a running bot: alone on SQLite, up to date, its keys opened.

    `say` is told what people should know or do.

    Raises:
        CannotStartError: when anything is not as it must be.
    """
    _refuse_python()
    with ExitStack() as stack:
        _lock(settings, stack)
        store = stack.enter_context(_store(settings))
        with _told(settings):
            if migrate(store):
                say("The database was brought up to date.")
            store.vault = keys = made_or_opened(settings, store, say)
            _refuse_pretending(settings, store)
        yield Premises(settings=settings, store=store, keys=keys)


@contextmanager
def visited(settings: Settings) -> Iterator[Premises]:
    """Open a database for one command, beside a running bot if there is one.

    Raises:
        CannotStartError: when it is not up to date, or its key is not given.
    """
    _refuse_python()
    with _store(settings) as store:
        with _told(settings):
            _refuse_old(store)
            store.vault = keys = opened(settings, store)
        yield Premises(settings=settings, store=store, keys=keys)


@contextmanager
def joined(settings: Settings, say: Callable[[str], None], *, pool: int) -> Iterator[Premises]:
    """Open a PostgreSQL database as one of the many processes of a bot.

    Raises:
        CannotStartError: when it is not up to date, or the key that all of them share is not given.
    """
    _refuse_python()
    with _store(settings, pool) as store:
        with _told(settings):
            _refuse_old(store)
            if given(settings) is None:
                raise CannotStartError("SECRET_KEY is needed, the same for every process.")
            store.vault = keys = made_or_opened(settings, store, say)
        yield Premises(settings=settings, store=store, keys=keys)


def moved(settings: Settings, to: str, tell: Callable[[Compared], None]) -> None:
    """Carry everything from the SQLite file of a bot that is stopped into a PostgreSQL database.

    Raises:
        CannotStartError: when one of the two cannot be opened.
        MoveError: when nothing was moved.
    """
    there = settings.model_copy(update={"database_url": to})
    if not (settings.is_sqlite and to.startswith(("postgresql://", "postgres://"))):
        raise CannotStartError(
            "A move goes from an SQLite file (DATABASE_URL) to postgresql://user@host/database."
        )
    with ExitStack() as stack:
        _lock(settings, stack)
        source = stack.enter_context(_store(settings))
        target = stack.enter_context(_store(there))
        with _told(settings):
            _refuse_old(source)
        with _told(there):
            migrate(target)
            move(source, target, tell)


def brought_up_to_date(settings: Settings, say: Callable[[str], None]) -> bool:
    """Take the missing steps of a database and see to its keys; tell whether any was missing.

    Raises:
        CannotStartError: when that cannot be.
    """
    _refuse_python()
    with _store(settings) as store, _told(settings):
        taken = not is_current(store)
        if taken:
            with ExitStack() as stack:
                _lock(settings, stack)
                migrate(store)
        # A release step may run on a disk that is gone when the bot starts: no key is left there.
        if settings.is_sqlite or given(settings) is not None:
            made_or_opened(settings, store, say)
        return taken


def is_there(settings: Settings) -> bool:
    """Tell whether there is a database file; of a server that is not known."""
    file = make_url(settings.database_url).database
    return not settings.is_sqlite or (file is not None and Path(file).is_file())


def lock_path(settings: Settings) -> Path:
    """Name the file that a running bot on SQLite holds."""
    return Path(f"{make_url(settings.database_url).database}.lock")


def python_problem(version: tuple[int, ...]) -> str | None:
    """Say in one sentence why this Python will not do; None when it will."""
    if OLDEST <= version < TOO_NEW:
        return None
    number = ".".join(map(str, version[:2]))
    return f"This is Python {number}; Siao needs 3.11, 3.12 or 3.13, because LINE's library does."


def _refuse_python() -> None:
    problem = python_problem(sys.version_info[:2])
    if problem is not None:
        raise CannotStartError(problem)


def _lock(settings: Settings, stack: ExitStack) -> None:
    if not settings.is_sqlite:
        return
    path = lock_path(settings)
    try:
        stack.enter_context(file_lock(path))
    except HeldError as held:
        raise CannotStartError(
            f"A bot is already running on {path.with_suffix('')}: stop that one first."
        ) from held
    except OSError as broken:
        raise CannotStartError(f"{path} cannot be written: {broken.strerror}.") from broken


def _refuse_old(store: Store) -> None:
    if not is_current(store):
        raise CannotStartError("The database is not up to date: run `python -m bot migrate` first.")


@contextmanager
def _store(settings: Settings, pool: int = 10) -> Iterator[Store]:
    try:
        store = Store(settings.database_url, pool=pool)
    except OSError as broken:
        raise CannotStartError(
            f"The folder {settings.directory} cannot be made: {broken.strerror}."
        ) from broken
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _told(settings: Settings) -> Iterator[None]:
    """Turn what can go wrong before the start into one sentence."""
    try:
        yield
    except NoKeyError as none:
        raise CannotStartError(str(none)) from none
    except WrongKeyError as wrong:
        raise CannotStartError(
            f"Not everything in this database opens with the given keys: {wrong}."
        ) from wrong
    except NewerDatabaseError as newer:
        raise CannotStartError(
            "This database was made by a later version of Siao: install that one."
        ) from newer
    except OperationalError as silent:
        raise CannotStartError(f"{_name(settings)} does not answer: {_cause(silent)}.") from silent
    except DBAPIError as broken:
        raise CannotStartError(
            f"{_name(settings)} is no database of ours: {_cause(broken)}."
        ) from broken


def _refuse_pretending(settings: Settings, store: Store) -> None:
    if not settings.is_pretend:
        return
    with store.thinking() as session:
        real = session.scalar(select(Contact.id).where(Contact.is_demo.is_(False)).limit(1))
    if real is not None:
        raise CannotStartError(
            "This database knows real people: set LINE_CHANNEL_SECRET and "
            "LINE_CHANNEL_ACCESS_TOKEN, or give another DATABASE_URL to try things out."
        )


def _name(settings: Settings) -> str:
    url = make_url(settings.database_url)
    if settings.is_sqlite:
        return f"The database file {url.database}"
    return f"The database {url.database} at {url.host or 'this machine'}:{url.port or 5432}"


def _cause(error: DBAPIError) -> str:
    lines = str(error.orig).strip().splitlines()
    return lines[-1].strip().rstrip(".") if lines else type(error.orig).__name__
