"""Plans of statements: none of a talk goes through a whole table that grows."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine.interfaces import DBAPICursor

from bot.store import Store
from models.base import Row
from tests.house import House

_EXPLAINED = re.compile(r"\s*(SELECT|UPDATE|DELETE|WITH)\b")
_SCANNED = re.compile(r"SCAN (\w+)(.*)")

SMALL = frozenset(
    {"notes", "organizations", "permissions", "areas", "area_names", "forms", "form_versions"}
    | {"form_files", "topics", "taught_phrases", "follow_up_rules", "rule_switches", "ladders"}
    | {"rich_menus"}
)
"""Tables that grow with what a programme has, and not with people, visits or time."""


def partial_indexes() -> Iterator[str]:
    """Name the indexes that hold only what is not done yet: to go through one is no harm."""
    for table in Row.metadata.tables.values():
        for index in table.indexes:
            if index.dialect_options["sqlite"]["where"] is not None:
                yield f" USING INDEX {index.name}"
                yield f" USING COVERING INDEX {index.name}"


@contextmanager
def scans(store: Store) -> Iterator[dict[str, str]]:
    """Collect the statements that go through a growing table, by what SQLite plans to do."""
    found, seen = dict[str, str](), set[str]()
    large, partial = Row.metadata.tables.keys() - SMALL, set(partial_indexes())

    def explain(
        _: Connection, cursor: DBAPICursor, statement: str, given: object, *_r: object
    ) -> None:
        if statement in seen or not _EXPLAINED.match(statement):
            return
        seen.add(statement)
        one: Any = given[0] if isinstance(given, list) else given
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}", one)
        for *_rest, step in cursor.fetchall():
            scanned = _SCANNED.match(step)
            table = scanned[1].rstrip("_0123456789") if scanned else ""
            if table in large and scanned and scanned[2] not in partial:
                found[step] = statement

    event.listen(store.engine, "before_cursor_execute", explain)
    try:
        yield found
    finally:
        event.remove(store.engine, "before_cursor_execute", explain)
    assert len(seen) > 20


async def test_no_statement_of_a_talk_goes_through_a_growing_table(house: House) -> None:
    with scans(house.store) as found:
        phone = await house.volunteer()
        for said in ("เมนู", "เด็กฉีดวัคซีนฟรีไหม", "งานวันนี้", "เยี่ยม", "หาที่รักษา", "ข้อมูลของฉัน"):
            await phone.type(said)

    assert not found
