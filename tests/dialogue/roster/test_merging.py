"""What a row makes of a person, and when it is refused."""

from dataclasses import replace
from datetime import date

import pytest

from dialogue.roster.merging import After, Agreed, Merging, Paper, Standing
from dialogue.roster.row import Given, Problem

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)
NEW = Given(
    number=2,
    nickname="น้อย",
    area="900102",
    consent=("record",),
    consent_by="self",
    consent_on=JUNE,
)
BARE = replace(NEW, consent=(), consent_by="", consent_on=None)
KNOWN = Standing(
    nickname="น้อย",
    area="900102",
    properties={"groups": "elderly disabled", "birth_year": "1957", "wants_visit": "yes"},
    agreed=(Agreed(purpose="record", by="self", on=JUNE),),
)


def after(given: Given, standing: Standing | None, merging: Merging | None = None) -> After:
    told = (merging or Merging()).after(given, standing, None)
    assert isinstance(told, After), told
    return told


def refused(given: Given, standing: Standing | None, merging: Merging | None = None) -> str:
    told = (merging or Merging()).after(given, standing, None)
    assert isinstance(told, Problem), told
    return told.key


def test_groups_in_another_order_and_a_year_that_an_age_leaves_open_are_the_same() -> None:
    row = replace(BARE, groups=("disabled", "elderly"), birth_year=1958, from_age=True)

    assert after(row, KNOWN).done == "same"
    assert after(replace(row, from_age=False), KNOWN).properties["birth_year"] == "1958"


def test_what_a_form_noted_besides_stays() -> None:
    told = after(replace(BARE, sex="male"), KNOWN, Merging(replace=True))

    assert told.done == "updated"
    assert told.properties["wants_visit"] == "yes"


def test_replacing_empties_only_what_the_sheet_has_a_column_for() -> None:
    row = replace(BARE, named=frozenset({"groups", "status", "consent"}))

    told = after(row, KNOWN, Merging(replace=True))

    assert told.properties["groups"] == ""
    assert told.properties["birth_year"] == "1957"
    assert told.status == "active"
    assert told.agreed == ()


@pytest.mark.parametrize("on", [MAY, JUNE])
def test_a_consent_that_is_known_is_not_kept_twice(on: date) -> None:
    assert after(replace(NEW, consent_on=on), KNOWN).done == "same"


def test_a_later_consent_and_a_new_purpose_are_kept() -> None:
    later = after(replace(NEW, consent_on=JULY, consent=("record", "share")), KNOWN)

    assert [one.purpose for one in later.agreed] == ["record", "share"]
    assert later.properties["consent"] == "record share"


def test_after_consent_was_taken_back_only_a_later_one_counts() -> None:
    ended = Agreed(purpose="record", by="self", on=MAY, taken_back_on=JUNE)
    standing = replace(KNOWN, agreed=(ended,))

    assert refused(NEW, standing) == "consent_on"
    assert refused(BARE, standing, Merging(paper=Paper(on=JULY))) == "consent_on"
    assert after(replace(NEW, consent_on=JULY), standing).done == "updated"
    assert after(replace(BARE, status="moved"), standing).status == "moved"


def test_paper_is_for_those_alone_who_have_no_consent() -> None:
    merging = Merging(paper=Paper(on=JULY, by="parent"))

    told = after(BARE, None, merging)
    assert (told.agreed[0].by, told.agreed[0].on, told.on_paper) == ("parent", JULY, True)
    assert after(BARE, KNOWN, merging).done == "same"
    assert not after(NEW, None, merging).on_paper


def test_on_paper_too_a_row_tells_best_who_agreed() -> None:
    told = after(replace(BARE, consent_by="carer"), None, Merging(paper=Paper(on=JULY)))

    assert [(one.by, one.on) for one in told.agreed] == [("carer", JULY)]
    assert told.on_paper


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (replace(NEW, area=""), "area"),
        (replace(NEW, nickname=""), "nickname"),
        (replace(NEW, status="refused"), "status"),
        (replace(NEW, consent_on=None), "consent_on"),
        (BARE, "consent_by"),
        (replace(NEW, consent=("share",)), "consent"),
    ],
)
def test_somebody_new_who_is_not_told_whole_is_refused(row: Given, key: str) -> None:
    assert refused(row, None) == key


def test_whoever_refuses_gives_no_consent_with_it() -> None:
    told = after(replace(NEW, status="refused", consent_on=JULY), KNOWN)

    assert (told.status, told.agreed) == ("refused", ())
