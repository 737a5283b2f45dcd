"""What is set apart: gone from the session, and whole again when it is put back."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session

from bot.apart import put_back, set_apart
from bot.store import Store
from models.form import FormFile, FormVersion
from models.note import Note, Notes
from tests.events import AT


def noted(store: Store) -> dict[str, str]:
    with store.thinking() as session:
        return {note.name: note.text for note in session.scalars(select(Note))}


def remember(store: Store, **facts: str) -> None:
    with store.writing() as session:
        for name, text in facts.items():
            Notes(session).put(name, text)


def found(session: Session, name: str) -> Note:
    note = Notes(session).get(name)
    assert note is not None
    return note


def test_what_was_made_changed_and_erased_is_written_when_it_is_put_back(store: Store) -> None:
    remember(store, changed="before", erased="before")

    with store.thinking() as session:
        found(session, "changed").text = "after"
        session.delete(found(session, "erased"))
        session.add(Note(name="made", text="after"))
        apart = set_apart(session)
        assert (list(session.new), list(session.dirty), list(session.deleted)) == ([], [], [])
        assert found(session, "erased").text == "before"
        session.expunge_all()
        with store.writing_in(session):
            put_back(session, apart)

    assert noted(store) == {"changed": "after", "made": "after"}


def test_a_form_version_comes_back_with_its_files(store: Store) -> None:
    version = FormVersion(
        id="version",
        form_id="town",
        version="1",
        title="เมือง",
        xform="<h:html/>",
        workbook=b"",
        workbook_name="town.xlsx",
        published_at=AT,
    ).bring({"towns.csv": b"name,label\n"})

    with store.thinking() as session:
        session.add(version)
        apart = set_apart(session)
        with store.writing_in(session):
            put_back(session, apart)

    with store.thinking() as session:
        assert list(session.scalars(select(FormFile.name))) == ["towns.csv"]


def test_a_row_that_another_turn_has_read_meanwhile_is_not_put_back(store: Store) -> None:
    remember(store, fact="before")

    with store.thinking() as session:
        found(session, "fact").text = "after"
        apart = set_apart(session)
        read = found(session, "fact")
        assert read.text == "before"
        with pytest.raises(InvalidRequestError), store.writing_in(session):
            put_back(session, apart)

    assert noted(store) == {"fact": "before"}
