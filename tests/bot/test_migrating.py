"""Migrations: the steps lead where the models are, once, whoever takes them."""

import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import bindparam, text

from bot.migrating import NewerDatabaseError, is_current, migrate
from bot.store import Store
from models.columns import Utc
from models.draft import Drafts
from models.forward import Forwards
from models.submission import Submissions
from models.tables import METADATA

SQLITE = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE '%alembic%'"
POSTGRES = """
    SELECT indexname, indexdef FROM pg_indexes
    WHERE schemaname = 'public' AND tablename !~ 'alembic|procrastinate'
    UNION ALL
    SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
    AND conrelid::regclass::text !~ 'alembic|procrastinate'
    UNION ALL
    SELECT table_name || '.' || column_name, concat_ws(
      ' ', data_type, character_maximum_length, is_nullable, column_default
    ) FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name !~ 'alembic|procrastinate'
"""


@pytest.fixture
def empty(database_url: str) -> Iterator[Store]:
    store = Store(database_url)
    yield store
    store.close()


def test_the_steps_lead_to_the_models(empty: Store) -> None:
    assert migrate(empty)

    assert is_current(empty)
    with empty.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": is_ours})
        assert compare_metadata(context, METADATA) == []


def test_the_database_itself_sees_no_difference(empty: Store) -> None:
    METADATA.create_all(empty.engine)
    wanted = definitions(empty)
    METADATA.drop_all(empty.engine)

    migrate(empty)

    assert definitions(empty) == wanted


def test_nothing_is_done_where_nothing_is_missing(empty: Store) -> None:
    assert not is_current(empty)
    assert migrate(empty)
    assert not migrate(empty)


def test_several_that_start_at_once_take_the_steps_once(database_url: str) -> None:
    stores = [Store(database_url) for _ in range(4)]
    taken: list[bool] = []
    threads = [
        threading.Thread(target=lambda store=store: taken.append(migrate(store)))
        for store in stores
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert len(taken) == 4
    assert all(is_current(store) for store in stores)
    for store in stores:
        store.close()


def test_what_there_was_before_entities_and_corrections_is_there_after_them(empty: Store) -> None:
    migrate(empty, to="0004_form_files")
    with empty.engine.begin() as connection:
        for row in ROWS.split(";"):
            connection.execute(text(row).bindparams(bindparam("at", AT, type_=Utc())))

    migrate(empty)

    with empty.thinking() as session:
        forward = Forwards(session).get("a")
        submission, draft = Submissions(session).get("a"), Drafts(session).get("d", "c")
        assert forward is not None
        assert submission is not None
        assert draft is not None
        assert (forward.tries, forward.noted_at, forward.is_changed) == (3, AT, False)
        assert (submission.key, submission.submitted_at, submission.replaced_by) == ("a", AT, None)
        assert (draft.started_at, draft.corrects) == (AT, None)


AT = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
ROWS = """
    INSERT INTO form_versions
    (id, form_id, version, title, xform, workbook, workbook_name, published_at)
    VALUES ('v1', 'visit', '1', '', '', '', '', :at);

    INSERT INTO contacts (id, follows, wants_notices, is_demo, seen_on)
    VALUES ('c', true, true, false, date(:at));

    INSERT INTO submissions (id, version_id, form_id, contact_id, area, started_at, submitted_at,
    is_complete, is_blanked, is_demo)
    VALUES ('a', 'v1', 'visit', 'c', '3405', :at, :at, true, false, false);

    INSERT INTO drafts (id, version_id, contact_id, status, started_at, touched_at)
    VALUES ('d', 'v1', 'c', 'open', :at, :at);

    INSERT INTO forwards (submission_id, state, tries, again_at, why)
    VALUES ('a', 'waiting', 3, :at, '503')
"""


def test_a_later_database_is_refused(empty: Store) -> None:
    migrate(empty)
    with empty.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_later'"))

    with pytest.raises(NewerDatabaseError):
        migrate(empty)


def test_a_step_that_fails_leaves_nothing(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/siao.db")
    with store.engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE submissions (id INTEGER)")
    before = definitions(store)

    with pytest.raises(Exception, match="submissions"):
        migrate(store)

    assert definitions(store) == before
    store.close()


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Tell our own tables from those of the engine that stands beside them on PostgreSQL."""
    return kind != "table" or not (name or "").startswith("procrastinate")


def definitions(store: Store) -> dict[str, list[str]]:
    """Read what the database says of its own tables, columns and indexes, in no order."""
    with store.engine.connect() as connection:
        rows = connection.execute(text(SQLITE if store.is_sqlite else POSTGRES))
        return {name: sorted(re.findall(r"[^\s,()\"]+", said or "")) for name, said in rows}
