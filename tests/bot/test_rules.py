"""Rules that ship: loaded once, replaced while nobody changed them, kept where someone did."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.rules import RulesError, load, put, read, standing, write
from bot.store import Store
from dialogue.rules.sheet import Written
from models.rule import FollowUpRule, Rules
from tests.handlers.owing import TODAY

HEAD = "code,name_th,name_lo,about,applies,due,source\n"
ONE = "one,ก,ກ,need,urgency=9,1,somewhere\n"
TWO = "two,ข,ຂ,need,urgency=5,7,somewhere\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "follow_ups.csv"
    path.write_text(HEAD + ONE + TWO, "utf-8")
    return path


def due(store: Store, code: str) -> str | None:
    with store.thinking() as session:
        row = Rules(session).get(code)
        return None if row is None else row.due


def test_what_ships_is_loaded_once(store: Store, sheet: Path) -> None:
    assert [item.state for item in standing(store, sheet)] == ["new"]

    assert [(item.was, item.state) for item in load(store, sheet)] == [("new", "loaded")]

    assert [(item.was, item.state) for item in load(store, sheet)] == [("loaded", "loaded")]
    assert due(store, "one") == "1"


def test_what_nobody_changed_is_replaced_and_what_somebody_did_is_kept(
    store: Store, sheet: Path
) -> None:
    load(store, sheet)
    with store.writing() as session:
        session.get_one(FollowUpRule, ("two", "")).due = "14"
    sheet.write_text(HEAD + ONE.replace(",1,", ",2,") + TWO.replace(",7,", ",8,"), "utf-8")

    (item,) = load(store, sheet)

    assert (item.state, item.why) == ("changed", "changed here: two")
    assert (due(store, "one"), due(store, "two")) == ("2", "14")


def test_what_was_taken_out_stays_out(store: Store, sheet: Path) -> None:
    load(store, sheet)
    with store.writing() as session:
        session.delete(session.get_one(FollowUpRule, ("two", "")))

    (item,) = load(store, sheet)

    assert (item.state, item.why) == ("withdrawn", "taken out here: two")
    assert due(store, "two") is None


def test_what_ships_no_more_goes_unless_it_was_changed(store: Store, sheet: Path) -> None:
    load(store, sheet)
    with store.writing() as session:
        session.get_one(FollowUpRule, ("one", "")).due = "3"
    sheet.write_text(HEAD + TWO.replace("two", "three"), "utf-8")

    load(store, sheet)

    assert (due(store, "one"), due(store, "two"), due(store, "three")) == ("3", None, "7")


def test_a_table_with_faults_is_not_loaded_and_says_why(store: Store, sheet: Path) -> None:
    sheet.write_text(HEAD + ONE.replace(",1,", ",soon,"), "utf-8")

    (item,) = load(store, sheet)

    assert (item.state, item.why) == ("faulty", "Line 2: due must be a number of days.")


def test_a_code_that_is_there_twice_is_refused() -> None:
    with pytest.raises(RulesError, match="Line 3: one is there twice"):
        read(HEAD + ONE + ONE)


def test_a_table_without_its_columns_is_refused() -> None:
    with pytest.raises(RulesError, match="columns are missing: about, due"):
        read("code,name_th\nx,y\n")


def test_what_is_written_can_be_read_back(store: Store, sheet: Path) -> None:
    load(store, sheet)

    with store.thinking() as session:
        table = write(Rules(session).written_for(""))

    assert [one.code for one in read(table)] == ["one", "two"]


def test_the_smallest_area_wins(store: Store, sheet: Path) -> None:
    load(store, sheet)
    with store.writing() as session:
        (one, _two) = read(HEAD + ONE + TWO)
        assert put(session, "34", [_due(one, "2")]) == 1
        assert put(session, "3405", [_due(one, "3")]) == 1
        assert put(session, "3405", [_due(one, "3")]) == 0

    def count(area: str) -> list[str]:
        with store.thinking() as session:
            return [ruling.rule.due for ruling in Rules(session).of(area)]

    assert count("90") == ["1", "7"]
    assert count("340101") == ["2", "7"]
    assert count("340501") == ["3", "7"]


def test_a_rule_is_on_where_the_smallest_switch_says_so(store: Store, sheet: Path) -> None:
    load(store, sheet)
    with store.writing() as session:
        Rules(session).switch("one", "34", TODAY, is_on=True)
        Rules(session).switch("one", "3405", TODAY, is_on=False)

    def on(area: str, *, is_demo: bool = False) -> list[str]:
        with store.thinking() as session:
            rulings = Rules(session).of(area, is_demo=is_demo)
            return [one.rule.code for one in rulings if one.is_on]

    assert on("90") == []
    assert on("3401") == ["one"]
    assert on("340501") == []
    assert on("900101", is_demo=True) == ["one", "two"]
    with store.thinking() as session:
        assert len(session.scalars(select(FollowUpRule)).all()) == 2


def _due(one: Written, days: str) -> Written:
    return replace(one, due=days)
