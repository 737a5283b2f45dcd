"""What becomes of an entity: created, updated, in conflict, or a problem."""

import pytest

from dialogue.xforms.entities import Action, Entity
from dialogue.xforms.merging import Conflict, Problem, Standing, applied, plain_id

WHO = "0b9ce3b6-3f0d-4d4c-9d3f-7f4f6e6a5b01"

FIRST = Standing(version=1, label="ยายคำ", properties={"age": "71", "knee": ""})
SECOND = Standing(version=2, label="ยายคำ", properties={"age": "72", "knee": ""})
THIRD = Standing(version=3, label="แม่คำ", properties={"age": "72", "knee": "hurts"})


def asked(
    action: Action = "update",
    *,
    base: int | None = None,
    label: str = "",
    of: str = "persons",
    number: str = WHO,
    **properties: str,
) -> Entity:
    return Entity(
        list=of,
        id=number,
        action=action,
        label=label,
        properties=properties,
        base_version=base,
    )


def after(entity: Entity, *versions: Standing) -> Standing | Problem:
    """Apply to an entity that has had these versions."""
    history = {one.version: one for one in versions}
    return applied(entity, versions[-1] if versions else None, history.get)


def test_a_new_entity_is_its_first_version() -> None:
    assert after(asked("create", label="ตามี", age="68")) == Standing(
        version=1, label="ตามี", properties={"age": "68"}
    )


def test_an_update_leaves_what_it_does_not_name_and_blanks_what_it_names_blank() -> None:
    assert after(asked(base=1, age="", back="hurts"), FIRST) == Standing(
        version=2, label="ยายคำ", properties={"age": "", "knee": "", "back": "hurts"}
    )


@pytest.mark.parametrize(("given", "kept"), [("", "ยายคำ"), ("  ", "ยายคำ"), ("แม่คำ", "แม่คำ")])
def test_a_blank_label_keeps_the_one_that_is_there(given: str, kept: str) -> None:
    changed = after(asked(base=1, label=given), FIRST)

    assert isinstance(changed, Standing)
    assert changed.label == kept


@pytest.mark.parametrize(
    ("entity", "versions", "problem"),
    [
        (asked("create", label="ก", of=" "), (), "no list"),
        (asked("create", label="ก", of="l" * 101), (), "no list"),
        (asked("create", label="ก", number=""), (), "no id"),
        (asked("create", label="ก", number="HH-7"), (), "no id"),
        (asked("create", label="ก", number=WHO[:-1]), (), "no id"),
        (asked("create", label=" "), (), "no label"),
        (asked("create", label="ก"), (FIRST,), "exists"),
        (asked(base=1), (), "unknown"),
        (asked(), (FIRST,), "no version"),
        (asked(base=2), (FIRST,), "unknown version"),
        (asked(base=0), (FIRST,), "unknown version"),
        (asked("upsert", base=4, label="ก"), (FIRST,), "unknown version"),
        (asked("upsert", label="ก"), (FIRST,), "exists"),
        (asked("upsert"), (), "no label"),
    ],
)
def test_what_cannot_be_is_a_problem(
    entity: Entity, versions: tuple[Standing, ...], problem: Problem
) -> None:
    assert after(entity, *versions) == problem


@pytest.mark.parametrize("base", [None, 1])
def test_where_both_are_asked_for_what_is_not_there_is_created(base: int | None) -> None:
    assert after(asked("upsert", base=base, label="ตามี")) == Standing(
        version=1, label="ตามี", properties={}
    )


def test_where_both_are_asked_for_what_is_there_is_updated() -> None:
    assert after(asked("upsert", base=1, label="แม่คำ"), FIRST) == Standing(
        version=2, label="แม่คำ", properties=FIRST.properties
    )


@pytest.mark.parametrize(
    ("entity", "mark"),
    [
        (asked(base=3, age="80"), ""),  # it knew what is there now
        (asked(base=2, back="hurts"), "soft"),  # nobody else touched it
        (asked(base=2, age="80"), "soft"),  # changed before, not since
        (asked(base=2, knee="hurts"), "soft"),  # both say the same
        (asked(base=2, knee="well"), "hard"),
        (asked(base=2, knee=""), "hard"),  # blanking is saying something
        (asked(base=2, label="ป้าคำ"), "hard"),
        (asked(base=2, label="แม่คำ"), "soft"),
        (asked(base=1, age="80"), "hard"),
        (asked(base=1, age="72"), "soft"),
    ],
)
def test_who_did_not_know_the_present_version_is_in_conflict(
    entity: Entity, mark: Conflict
) -> None:
    changed = after(entity, FIRST, SECOND, THIRD)

    assert isinstance(changed, Standing)
    assert (changed.version, changed.conflict) == (4, mark)


@pytest.mark.parametrize(
    ("before", "base", "mark"),
    [("hard", 3, "hard"), ("hard", 2, "hard"), ("soft", 3, "soft"), ("soft", 2, "soft")],
)
def test_a_mark_never_becomes_a_lesser_one(before: Conflict, base: int, mark: Conflict) -> None:
    marked = Standing(version=3, label="แม่คำ", properties=THIRD.properties, conflict=before)

    changed = after(asked(base=base, back="hurts"), FIRST, SECOND, marked)

    assert isinstance(changed, Standing)
    assert changed.conflict == mark


def test_an_id_is_kept_in_small_letters_without_what_stands_before_it() -> None:
    assert plain_id(f"uuid:{WHO.upper()}") == WHO
    assert plain_id("1") is None
