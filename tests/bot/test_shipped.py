"""Shipped content: loaded once, replaced while nobody has changed it, kept where someone has."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.publication import publish
from bot.publishing.check import check
from bot.shipped import CONTENT, Item, load, standing
from bot.store import Store
from models.form import Form, Forms

NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
FORM = """\
| survey |      |      |       |
|        | type | name | label |
|        | text | who  | {label} |

| settings |            |         |         |
|          | form_title | form_id | version |
|          | เยี่ยม · ຢ້ຽມ | visit   | {version} |
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    ship(tmp_path, "1")
    return tmp_path


def ship(folder: Path, version: str, label: str = "ใคร") -> bytes:
    path = folder / "forms" / "visit.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(FORM.format(version=version, label=label), "utf-8")
    return path.read_bytes()


def by_hand(store: Store, version: str, label: str) -> None:
    source = FORM.format(version=version, label=label).encode()
    with store.writing() as session:
        publish(session, check(source, "mine.md"), NOON)


def current(store: Store) -> str | None:
    with store.thinking() as session:
        version = Forms(session).current("visit")
        return None if version is None else version.version


def states(items: list[Item]) -> list[str]:
    return [item.state for item in items]


def test_what_is_new_is_loaded(store: Store, folder: Path) -> None:
    assert states(standing(store, folder)) == ["new"]

    assert states(load(store, NOON, folder)) == ["loaded"]

    assert current(store) == "1"
    assert states(standing(store, folder)) == ["loaded"]


def test_what_nobody_changed_is_replaced(store: Store, folder: Path) -> None:
    load(store, NOON, folder)
    ship(folder, "2")

    assert states(standing(store, folder)) == ["outdated"]
    assert states(load(store, NOON, folder)) == ["loaded"]

    assert current(store) == "2"


def test_what_was_changed_by_hand_is_kept(store: Store, folder: Path) -> None:
    load(store, NOON, folder)
    by_hand(store, "mine", "เยี่ยมใคร")
    ship(folder, "2")

    (item,) = load(store, NOON, folder)

    assert item.state == "changed"
    assert item.why == "version mine was published by hand"
    assert current(store) == "mine"


def test_what_was_published_by_hand_before_is_kept(store: Store, folder: Path) -> None:
    by_hand(store, "mine", "เยี่ยมใคร")

    assert states(load(store, NOON, folder)) == ["changed"]

    assert current(store) == "mine"


def test_what_was_withdrawn_stays_withdrawn(store: Store, folder: Path) -> None:
    load(store, NOON, folder)
    with store.writing() as session:
        session.delete(session.get_one(Form, "visit"))
    ship(folder, "2")

    assert states(load(store, NOON, folder)) == ["withdrawn"]

    assert current(store) is None


def test_the_shipped_file_published_by_hand_is_no_difference(store: Store, folder: Path) -> None:
    load(store, NOON, folder)
    source = ship(folder, "2")
    with store.writing() as session:
        publish(session, check(source, "visit.md"), NOON)

    assert states(standing(store, folder)) == ["loaded"]


def test_a_changed_file_with_the_old_version_is_named(store: Store, folder: Path) -> None:
    load(store, NOON, folder)
    ship(folder, "1", "เยี่ยมใคร")

    (item,) = load(store, NOON, folder)

    assert item.state == "faulty"
    assert "Version 1 of visit was published before" in item.why


def test_a_file_with_faults_is_named(store: Store, folder: Path) -> None:
    (folder / "forms" / "visit.md").write_text("no form", "utf-8")

    (item,) = load(store, NOON, folder)

    assert item.state == "faulty"
    assert "visit.md has faults" in item.why


def test_all_that_ships_can_be_loaded(store: Store) -> None:
    assert set(states(load(store, NOON, CONTENT))) == {"loaded"}
