"""What the documents say of the forms that ship."""

import re

import pytest

from tests.content.shipped import FORMS, LO, form_ids, rows

README = FORMS.parent / "README.md"
REVIEW = FORMS.parents[1] / "locales" / "REVIEW.md"
INSTRUMENTS = ("depression_2q_9q", "suicide_8q", "stress_st5", "barthel_adl")
TO_BE_SIGNED_OFF = (
    *INSTRUMENTS,
    "fall_risk",
    "carer_strain",
    "work_risk",
    "child_vaccines",
    "antenatal",
    "postpartum",
    "family_planning",
    "rights_access",
)


@pytest.mark.parametrize("form_id", form_ids())
def test_the_readme_of_the_content_names_every_form_and_what_starts_it(form_id: str) -> None:
    title = rows(form_id, "settings")[0]["form_title"]

    assert f"| `{form_id}` | {title} |" in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("form_id", TO_BE_SIGNED_OFF)
def test_what_is_not_verified_is_listed_for_review(form_id: str) -> None:
    assert f"`{form_id}`" in REVIEW.read_text(encoding="utf-8")


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_every_item_says_that_it_was_not_compared_with_the_ministrys_sheet(
    instrument: str,
) -> None:
    items = [row for row in rows(instrument, "survey") if "\n" in row[f"label::{LO}"]]
    asked = [row for row in items if row["type"].startswith("select_one")]

    assert len(asked) >= 5
    for row in asked:
        assert re.search("not (yet compared|verified)", row["source"]), row["name"]
