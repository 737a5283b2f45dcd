"""Bringing the tables of a database to where the models are."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection

from bot.locks import hold
from bot.store import Store
from bot.wake import has_every_step, take_steps

_STEPS: Final = Path(__file__).parent.parent / "models" / "migrations"


class NewerDatabaseError(Exception):
    """The database was made by a later version of this program."""


def migrate(store: Store, *, to: str = "head") -> bool:
    """Take the steps that are missing, the step `to` last; tell whether there were any.

    Of several that try at once, one does it and the others wait. All is done, or nothing.

    Raises:
        NewerDatabaseError: when the database knows steps that this program does not.
    """
    if is_current(store):
        return False
    with _alone(store) as connection:
        try:
            command.upgrade(_config(connection), to)
        except CommandError as unknown:
            raise NewerDatabaseError(str(unknown)) from unknown
        if not store.is_sqlite:
            take_steps(connection)
    return True


def is_current(store: Store) -> bool:
    """Tell whether the tables are as the models, and the engine of many processes, want them."""
    with store.engine.connect() as connection:
        taken = MigrationContext.configure(connection).get_current_heads()
        if set(taken) != set(ScriptDirectory(str(_STEPS)).get_heads()):
            return False
        return store.is_sqlite or has_every_step(connection)


def is_behind(store: Store) -> bool:
    """Tell whether steps are missing; a database of a later version misses none that we know."""
    with store.engine.connect() as connection:
        taken = MigrationContext.configure(connection).get_current_heads()
    known = {step.revision for step in ScriptDirectory(str(_STEPS)).walk_revisions()}
    return set(taken) <= known and not is_current(store)


def write_step(store: Store, name: str) -> Path:
    """Write the step from `store`, where all steps so far are taken, to the models of today."""
    script = ScriptDirectory(str(_STEPS))
    number = len(list(script.walk_revisions())) + 1
    slug = re.sub(r"\W+", "_", name.lower()).strip("_")
    with _alone(store) as connection:
        command.revision(
            _config(connection),
            message=name.capitalize(),
            autogenerate=True,
            rev_id=f"{number:04d}_{slug}",
        )
    path = _STEPS / "versions" / f"r{number:04d}_{slug}.py"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "### " not in line), "utf-8")
    return path


def _config(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.set_main_option("file_template", "r%%(rev)s")
    return config


@contextmanager
def _alone(store: Store) -> Iterator[Connection]:
    """Open one transaction that nobody else of ours can be in at the same time."""
    with store.engine.connect() as connection:
        if store.is_sqlite:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        hold(connection)
        yield connection
        connection.commit()
