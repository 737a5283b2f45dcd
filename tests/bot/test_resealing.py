"""Sealing anew: no sealed column is forgotten."""

from datetime import UTC, datetime

from bot.resealing import reseal, sealed_columns, stale
from bot.secrets import Keyring
from bot.store import Store
from models.entity import Entities, Entity, EntityVersion, Told
from models.entity_list import EntityLists
from models.scope import Grant, Scope
from models.tables import METADATA


def test_every_sealed_column_is_sealed_anew() -> None:
    there = {
        (table.name, column.name)
        for table in METADATA.sorted_tables
        for column in table.columns
        if column.name.endswith("_sealed")
    }

    assert {(one.table.__tablename__, one.column) for one in sealed_columns()} == there


def test_an_entity_is_sealed_anew_in_all_its_versions(store: Store) -> None:
    at = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
    with store.writing() as session:
        entity = Entity(list="persons", id="u1", version=1, created_at=at, updated_at=at)
        made = EntityVersion(list="persons", entity_id="u1", version=1, at=at)
        Entities(session).keep(entity, Told(label="ยายคำ", properties={"age": "71"}), made)
    lookup = b"7" * 32
    store.vault = both = Keyring(["new key", "test key"], lookup=lookup)

    assert reseal(store, both) == 2

    store.vault = alone = Keyring(["new key"], lookup=lookup)
    with store.thinking() as session:
        assert stale(session, alone.writer) == 0
        shelf = Entities(session)
        (row,) = EntityLists(session).listed("persons", Scope(grants=(Grant(area=""),)))
        assert (row.told.label, dict(row.told.properties)) == ("ยายคำ", {"age": "71"})
        known = shelf.get("persons", "u1")
        assert known is not None
        first = shelf.version(known, 1)
        assert first is not None
        assert first.told.label == "ยายคำ"
