"""What is owed, by chance: the same facts owe the same, in any order, and never twice."""

from dataclasses import replace
from random import Random
from typing import TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogue.rules.facts import Answered, Earlier, Evidence, Facts, Found
from dialogue.rules.owing import owed
from tests.dialogue.rules.known import ALL, answered, day, facts, form, kept, need, visit

Thing: TypeAlias = Answered | Evidence | Found
DAYS = st.integers(0, 60)
BIRTHS = st.builds(
    lambda born, after: answered("birth", day(born), born + after, form="postpartum"),
    st.integers(0, 9),  # one birth, told of by different days
    st.integers(0, 50),
)
BANDS = st.builds(
    lambda band, on: answered("q9_band", band, on), st.sampled_from(["none", "mild"]), DAYS
)
DATES = st.builds(lambda on, to: answered("next_visit", day(on + to), on), DAYS, st.integers(0, 30))
GROUPS = st.builds(lambda group, on: answered("ltc_group", group, on), st.integers(1, 2), DAYS)
ANSWERS = st.lists(st.one_of(BIRTHS, BANDS, DATES, GROUPS), max_size=8, unique_by=lambda a: a.by)
EVIDENCE = st.lists(
    st.one_of(st.builds(visit, DAYS), st.builds(form, st.sampled_from(["q9", "postpartum"]), DAYS)),
    max_size=8,
    unique_by=lambda one: (one.token, one.on),
)
NEEDS = st.lists(
    st.builds(
        lambda name, on, closed: need(name, on, closed=None if closed is None else on + closed),
        st.sampled_from("ABC"),
        DAYS,
        st.none() | st.integers(0, 20),
    ),
    max_size=3,
    unique_by=lambda one: one.id,
)


@st.composite
def known(draw: st.DrawFn, today: int = 60) -> Facts:
    return facts(today, answers=draw(ANSWERS), evidence=draw(EVIDENCE), needs=draw(NEEDS))


@given(known())
def test_the_same_facts_twice_change_nothing(all_known: Facts) -> None:
    rows = kept(owed(all_known, ALL))

    assert owed(replace(all_known, earlier=rows), ALL) == []


@given(known(), st.randoms(use_true_random=False))
def test_the_order_of_evidence_does_not_matter(all_known: Facts, chance: Random) -> None:
    at_once = kept(owed(all_known, ALL))

    one_by_one = _learnt(all_known, [*all_known.evidence], chance)

    assert _without(one_by_one, "dropped") == _without(at_once, "dropped")


@given(known(), st.randoms(use_true_random=False))
@settings(max_examples=200)
def test_the_order_in_which_all_is_known_does_not_matter_for_what_is_owed(
    all_known: Facts, chance: Random
) -> None:
    at_once = kept(owed(all_known, ALL))
    all_of_it: list[Thing] = [*all_known.answers, *all_known.needs, *all_known.evidence]

    one_by_one = _learnt(all_known, all_of_it, chance)

    assert set(one_by_one) >= set(at_once)
    more = set(one_by_one) - set(at_once)
    assert {one.status for one in more} <= {"dropped", "done"}  # what was done stays done


@given(known(), st.randoms(use_true_random=False))
def test_nothing_is_owed_twice_at_a_time(all_known: Facts, chance: Random) -> None:
    all_of_it: list[Thing] = [*all_known.answers, *all_known.needs, *all_known.evidence]

    rows = _learnt(all_known, all_of_it, chance)

    live = [one for one in rows if one.status == "open" and one.rule != "need_9"]
    assert len({(one.rule, one.due_on) for one in live}) == len(live)
    once = [one.rule for one in live if one.rule != "next_visit"]
    assert len(set(once)) == len(once)


@given(known(), st.sampled_from(["moved", "died", "refused"]))
def test_nothing_is_open_for_who_is_gone(all_known: Facts, status: str) -> None:
    before = kept(owed(all_known, ALL))
    gone = replace(all_known.someone, status=status)

    rows = kept(owed(replace(all_known, someone=gone, earlier=before), ALL), before)

    assert not [one for one in rows if one.status == "open"]


@given(known())
def test_what_is_done_was_done_within_its_days(all_known: Facts) -> None:
    for one in owed(all_known, ALL):
        if one.status == "done":
            assert one.closed_at is not None
            assert one.opens_on <= one.closed_at.date() <= (one.lapses_on or day(1000))
        assert one.status in {"open", "done"}


def _without(rows: tuple[Earlier, ...], status: str) -> set[Earlier]:
    return {one for one in rows if one.status != status}


def _learnt(all_known: Facts, things: list[Thing], chance: Random) -> tuple[Earlier, ...]:
    """Tell how all stands when these things become known one by one, in a random order."""
    chance.shuffle(things)
    so_far = replace(
        all_known,
        answers=tuple(one for one in all_known.answers if one not in things),
        needs=tuple(one for one in all_known.needs if one not in things),
        evidence=tuple(one for one in all_known.evidence if one not in things),
    )
    so_far = replace(so_far, earlier=kept(owed(so_far, ALL)))
    for thing in things:
        match thing:
            case Answered():
                so_far = replace(so_far, answers=(*so_far.answers, thing))
            case Found():
                so_far = replace(so_far, needs=(*so_far.needs, thing))
            case Evidence():
                so_far = replace(so_far, evidence=(*so_far.evidence, thing))
        so_far = replace(so_far, earlier=kept(owed(so_far, ALL), so_far.earlier))
    return so_far.earlier
