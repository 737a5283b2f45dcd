"""What the doctor tells of the consent card: that it is there, and true."""

from datetime import UTC, datetime
from pathlib import Path

from bot.consent_card import load_card, state_of
from bot.doctor.consents import of_consents
from bot.shipped import CONTENT, load, standing
from bot.store import Store

NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
CARD = CONTENT / "consent.csv"


def test_a_card_that_promises_less_than_is_kept_is_ill(lite: Store) -> None:
    with lite.thinking() as session:
        assert of_consents(session, 730).health == "note"
    load_card(lite, NOON, CARD)

    with lite.thinking() as session:
        assert of_consents(session, 730).health == "well"
        assert of_consents(session, 731).health == "ill"


def test_the_card_ships_beside_the_forms_and_is_loaded_once(store: Store, tmp_path: Path) -> None:
    (tmp_path / "consent.csv").write_bytes(CARD.read_bytes())

    assert [item.state for item in standing(store, tmp_path)] == ["new"]
    assert [(item.name, item.state) for item in load(store, NOON, tmp_path)] == [
        ("consent.csv", "loaded")
    ]
    assert [item.was for item in load(store, NOON, tmp_path)] == ["loaded"]


def test_words_changed_without_a_new_version_are_not_taken(lite: Store, tmp_path: Path) -> None:
    load_card(lite, NOON, CARD)
    path = tmp_path / "consent.csv"
    path.write_text(CARD.read_text("utf-8").replace("นายจ้าง", "ใคร"), "utf-8")

    assert load_card(lite, NOON, path)[0] == "changed"


def test_a_card_with_a_line_in_one_language_only_is_faulty(lite: Store, tmp_path: Path) -> None:
    path = tmp_path / "consent.csv"
    path.write_text("key,th,lo,source\nversion,1,1,\naccepts,,,\nkeeps_days,1,1,\n1,ก,,\n", "utf-8")

    with lite.thinking() as session:
        assert state_of(session, path)[0] == "faulty"
