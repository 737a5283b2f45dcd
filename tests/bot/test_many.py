"""Many rows in one statement: the same on both databases."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text

from bot.many import Many
from bot.store import Store, StoreMisuseError
from models.contact import Contact, Contacts
from models.note import Note
from models.outbox import Parked

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
IN_BANGKOK = NOON.astimezone(timezone(timedelta(hours=7)))


def test_rows_are_stored_in_the_order_given_and_none_is_nothing(store: Store) -> None:
    with store.writing() as session:
        session.execute(text("CREATE TABLE lines (said varchar, at_ms bigint, body varchar)"))
    added = Many(
        "INSERT INTO lines (said, at_ms, body) SELECT said, at_ms, body FROM given WHERE true",
        said=str,
        at_ms=int,
        body=str,
    )

    with store.writing() as session:
        added.store(session, [])
        added.store(
            session,
            [
                {"said": "ສະບາຍດີ", "at_ms": 2**40, "body": "b"},
                {"said": "สวัสดี", "at_ms": 1, "body": None},
            ],
        )

    with store.engine.connect() as connection:
        rows = list(connection.execute(text("SELECT said, at_ms, body FROM lines")))
    assert rows == [("ສະບາຍດີ", 2**40, "b"), ("สวัสดี", 1, None)]


def test_nothing_is_stored_while_a_turn_is_thought(store: Store) -> None:
    added = Many("INSERT INTO notes (name, text) SELECT name, text FROM given", name=str, text=str)

    with store.thinking() as session, pytest.raises(StoreMisuseError):
        added.store(session, [{"name": "a", "text": "A"}])


def test_each_row_is_changed_by_its_own_values_alone(store: Store) -> None:
    with store.writing() as session:
        session.add_all(Note(name=name, text="old") for name in ("a", "b", "c"))
    changed = Many(
        "UPDATE notes SET text = given.text FROM given WHERE notes.name = given.name",
        name=str,
        text=str,
    )

    with store.writing() as session:
        changed.store(session, [{"name": "c", "text": "C"}, {"name": "a", "text": "A"}])

    with store.thinking() as session:
        notes = {note.name: note.text for note in session.scalars(select(Note))}
    assert notes == {"a": "A", "b": "old", "c": "C"}


def test_times_bytes_and_texts_that_are_missing_are_stored_as_the_shelves_read_them(
    store: Store,
) -> None:
    someone = Contact(id="a", language="th", seen_on=NOON.date())
    with store.writing() as session:
        Contacts(session).add(someone, line_id="U0")
    parked = Many(
        "INSERT INTO parked (id, contact_id, subject, parked_at, expires_at, rides_on, is_urgent,"
        " body_sealed) SELECT id, 'a', 'visit', parked_at, parked_at, rides_on, false, body"
        " FROM given WHERE true",
        id=str,
        parked_at=datetime,
        rides_on=str,
        body=bytes,
    )

    with store.writing() as session:
        parked.store(
            session,
            [
                {"id": "1", "parked_at": NOON, "rides_on": None, "body": b"\x00\xff"},
                {"id": "2", "parked_at": IN_BANGKOK, "rides_on": "e", "body": None},
            ],
        )

    with store.thinking() as session:
        rows = list(session.scalars(select(Parked).order_by(Parked.id)))
        at_noon = session.scalars(select(Parked.id).where(Parked.parked_at == NOON)).all()
    assert sorted(at_noon) == ["1", "2"]
    assert [(row.parked_at, row.rides_on, row.body_sealed) for row in rows] == [
        (NOON, None, b"\x00\xff"),
        (NOON, "e", None),
    ]
