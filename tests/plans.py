"""What SQLite plans to do: statements that go through a whole table that grows."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine.interfaces import DBAPICursor

from bot.store import Store
from models.base import Row

_EXPLAINED = re.compile(r"\s*(SELECT|UPDATE|DELETE|WITH)\b")
_WALKED = re.compile(r"(?:SCAN|SEARCH(?= \w+ USING AUTOMATIC)) (\w+)(.*)")

SMALL = frozenset(
    {"notes", "organizations", "permissions", "areas", "area_names", "forms", "form_versions"}
    | {"form_files", "topics", "taught_phrases", "follow_up_rules", "rule_switches", "ladders"}
    | {"rich_menus", "consent_cards", "memberships", "threads"}
)
"""Tables that grow with what a programme has, and not with people, visits or time."""


_looks = ContextVar("a test looks", default=False)


@contextmanager
def own_look() -> Iterator[None]:
    """Let a test look itself, however it likes."""
    token = _looks.set(True)
    try:
        yield
    finally:
        _looks.reset(token)


def partial_indexes() -> Iterator[str]:
    """Name the indexes that hold only what is not done yet: to go through one is no harm."""
    for table in Row.metadata.tables.values():
        for index in table.indexes:
            if index.dialect_options["sqlite"]["where"] is not None:
                yield f" USING INDEX {index.name}"
                yield f" USING COVERING INDEX {index.name}"


@contextmanager
def scans(store: Store) -> Iterator[dict[str, str]]:
    """Collect the statements that do, by the step; none where the store is not SQLite."""
    found, seen = dict[str, str](), set[str]()
    large, partial = Row.metadata.tables.keys() - SMALL, set(partial_indexes())

    def explain(
        _: Connection, cursor: DBAPICursor, statement: str, given: object, *_r: object
    ) -> None:
        if _looks.get() or statement in seen or not _EXPLAINED.match(statement):
            return
        one: Any = given[0] if isinstance(given, list) else given
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}", one)
        seen.add(statement)
        for *_rest, step in cursor.fetchall():
            walked = _WALKED.match(step)
            if walked and walked[1].rstrip("_0123456789") in large and walked[2] not in partial:
                found[step] = statement

    if not store.is_sqlite:
        yield found
        return
    event.listen(store.engine, "before_cursor_execute", explain)
    try:
        yield found
    finally:
        event.remove(store.engine, "before_cursor_execute", explain)
    assert seen
