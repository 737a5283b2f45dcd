"""Topics that ship: loaded once, replaced while nobody changed them, kept where somebody did."""

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.doctor.topics import of_shipped_topics, of_topics
from bot.shipped import CONTENT, Item
from bot.store import Store
from bot.topics import complaints, load, put, standing, withdraw
from dialogue.topics.reading import TopicError, read_file
from models.contact import Contact
from models.note import Notes
from models.topic import LEARNING, TopicRow, Topics
from tests.asking import TOPICS

NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of content in which a single topic ships."""
    path = tmp_path / "topics" / "pregnancy_care.toml"
    path.parent.mkdir()
    shutil.copy(TOPICS / "topics" / path.name, path)
    return tmp_path


def rewritten(folder: Path, old: str, new: str) -> str:
    path = folder / "topics" / "pregnancy_care.toml"
    source = path.read_text("utf-8")
    assert old in source
    path.write_text(source.replace(old, new), "utf-8")
    return path.read_text("utf-8")


def states(items: list[Item]) -> dict[str, tuple[str, str]]:
    return {item.name: (item.was, item.state) for item in items}


def row(store: Store) -> TopicRow | None:
    with store.thinking() as session:
        return Topics(session).get("pregnancy_care")


def learning(store: Store) -> str | None:
    with store.thinking() as session:
        note = Notes(session).get(LEARNING)
        return None if note is None else note.text


NAME = "topics/pregnancy_care.toml"


def test_what_is_new_is_loaded_once(store: Store, folder: Path) -> None:
    assert states(load(store, NOON, folder)) == {NAME: ("new", "loaded")}
    first = learning(store)
    assert states(load(store, LATER, folder)) == {NAME: ("loaded", "loaded")}

    found = row(store)
    assert found is not None
    assert found.title_lo == "ຝາກທ້ອງ"
    assert found.expires_on == date(2027, 5, 21)
    assert found.changed_at == NOON
    assert first is not None
    assert learning(store) == first


def test_a_newer_one_replaces_what_nobody_changed(store: Store, folder: Path) -> None:
    load(store, NOON, folder)
    first = learning(store)
    rewritten(folder, "ฝากครรภ์ได้ที่", "ไปฝากครรภ์ที่")

    assert states(load(store, LATER, folder)) == {NAME: ("outdated", "loaded")}

    found = row(store)
    assert found is not None
    assert "ไปฝากครรภ์ที่" in found.text
    assert learning(store) != first


def test_what_a_coordinator_changed_is_kept_and_named(store: Store, folder: Path) -> None:
    load(store, NOON, folder)
    mine = (folder / NAME).read_text("utf-8").replace("ฝากครรภ์ได้ที่", "มาฝากครรภ์ที่")
    with store.writing() as session:
        put(session, mine, "pregnancy_care", NOON)
    rewritten(folder, "ฝากครรภ์ได้ที่", "ไปฝากครรภ์ที่")

    (item,) = load(store, LATER, folder)

    assert item.state == "changed"
    assert item.why == "a coordinator changed it"
    found = row(store)
    assert found is not None
    assert "มาฝากครรภ์ที่" in found.text
    assert of_shipped_topics([item]).health == "note"
    assert NAME in of_shipped_topics([item]).told


def test_what_a_coordinator_withdrew_does_not_come_back(store: Store, folder: Path) -> None:
    load(store, NOON, folder)
    with store.writing() as session:
        found = Topics(session).get("pregnancy_care")
        assert found is not None
        withdraw(session, found, NOON)
    rewritten(folder, "ฝากครรภ์ได้ที่", "ไปฝากครรภ์ที่")

    assert states(load(store, LATER, folder)) == {NAME: ("withdrawn", "withdrawn")}
    with store.thinking() as session:
        assert Topics(session).listed() == {}


def test_what_no_release_has_any_more_goes_with_who_watched_it(store: Store, folder: Path) -> None:
    load(store, NOON, folder)
    shutil.copy(TOPICS / "topics" / "sti_hiv.toml", folder / "topics")
    with store.writing() as session:
        session.add(Contact(id="c1", seen_on=NOON.date()))
        Topics(session).watch("c1", "pregnancy_care", date(2027, 1, 1))
    (folder / NAME).unlink()

    load(store, LATER, folder)

    assert row(store) is None
    with store.thinking() as session:
        assert list(Topics(session).listed()) == ["sti_hiv"]
        assert Topics(session).watches_of("c1") == []


def test_a_faulty_one_is_not_loaded_and_the_old_one_stays(store: Store, folder: Path) -> None:
    load(store, NOON, folder)
    rewritten(folder, 'lo = "ຝາກທ້ອງໄດ້ຢູ່ສຸກສາລາ ຫຼື ໂຮງໝໍ"', 'lo = ""')

    (item,) = load(store, LATER, folder)

    assert item.state == "faulty"
    assert item.why == "pregnancy_care.toml: answer is missing in lo."
    found = row(store)
    assert found is not None
    assert "ຝາກທ້ອງໄດ້ຢູ່ສຸກສາລາ" in found.text


def test_a_file_that_is_no_topic_is_refused_by_hand_too(store: Store) -> None:
    with pytest.raises(TopicError, match="title must be there"), store.writing() as session:
        put(session, 'status = "draft"', "mine", NOON)

    assert standing(store, Path("nowhere")) == []


def test_complaints_name_dead_references_too(folder: Path) -> None:
    assert complaints(folder) == [
        "pregnancy_care.toml: related names child_vaccination, which is no topic.",
        "pregnancy_care.toml: related names sti_hiv, which is no topic.",
    ]


def test_the_topics_that_ship_have_no_fault() -> None:
    assert complaints() == []


def test_every_topic_that_ships_has_phrases_in_both_languages() -> None:
    for path in sorted((CONTENT / "topics").glob("*.toml")):
        phrases = read_file(path.read_text("utf-8"), path.stem).phrases
        count = len(phrases.th) + len(phrases.lo) + len(phrases.mixed)
        assert count >= 30, path.stem
        assert min(len(phrases.th), len(phrases.lo)) >= 10, path.stem


def test_the_doctor_names_drafts_and_what_expired(lite: Store) -> None:
    with lite.thinking() as session:
        assert of_topics(session, date(2026, 11, 25)).health == "note"
    load(lite, NOON, TOPICS)

    with lite.thinking() as session:
        today, after = of_topics(session, date(2026, 11, 25)), of_topics(session, date(2027, 5, 22))

    assert (today.health, after.health) == ("well", "note")
    assert today.told == "5 are loaded; drafts, which are not said: work_permit"
    assert "expired: child_vaccination, pregnancy_care, privacy_delete, sti_hiv" in after.told
