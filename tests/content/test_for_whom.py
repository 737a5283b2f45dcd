"""For whom the shipped forms are: what is asked follows from what is known of the person."""

import pytest

from dialogue import interview
from dialogue.interview import Given
from tests.content.shipped import LANGUAGES, NOW, Sheet, asking_consent, form, path_of, rows

AGREED = {"consent": "yes", "consent_by": "person", "person": "S-12", "area": "โนนสำราญ"}

GIRL = {"person_age": "4", "person_sex": "female", "person_groups": "child"}
WOMAN = {"person_age": "28", "person_sex": "female", "person_groups": "pregnant migrant"}
MAN = {"person_age": "35", "person_sex": "male", "person_groups": "informal_worker"}
GRANDMOTHER = {"person_age": "76", "person_sex": "female", "person_groups": "elderly"}
CARED_FOR = {**GRANDMOTHER, "person_groups": "elderly dependent", "person_carer": "ลูกสาว"}

ALWAYS = {"four_needs", "home_visit", "quality_of_life_plan", "rights_access"}
MIND = {"depression_2q_9q", "stress_st5", "suicide_8q"}

FORMS_FOR = (
    (GIRL, ALWAYS | {"child_vaccines"}),
    (WOMAN, ALWAYS | MIND | {"antenatal", "postpartum", "family_planning", "work_risk"}),
    (MAN, ALWAYS | MIND | {"family_planning", "work_risk"}),
    (GRANDMOTHER, ALWAYS | MIND | {"barthel_adl", "fall_risk"}),
    (CARED_FOR, ALWAYS | MIND | {"barthel_adl", "fall_risk", "carer_strain"}),
)


@pytest.mark.parametrize(
    ("person", "expected"),
    FORMS_FOR,
    ids=["girl", "woman", "man", "grandmother", "cared-for"],
)
def test_a_form_asks_whom_it_is_for(person: dict[str, str], expected: set[str]) -> None:
    others = set(asking_consent()) - {"household_register"}

    asking = {one for one in others if interview.applies(form(one), {**AGREED, **person}, NOW)}

    assert asking == expected


@pytest.mark.parametrize(
    "form_id", [one for one in asking_consent() if one != "household_register"]
)
def test_of_someone_of_whom_nothing_is_known_everything_is_asked(form_id: str) -> None:
    assert interview.applies(form(form_id), AGREED, NOW)


@pytest.mark.parametrize("form_id", ["antenatal", "child_vaccines", "work_risk", "barthel_adl"])
def test_what_is_due_is_asked_whoever_the_person_is(form_id: str) -> None:
    nobody_of_it = {"person_age": "50", "person_sex": "male", "person_groups": "muslim"}

    assert not interview.applies(form(form_id), {**AGREED, **nobody_of_it}, NOW)
    assert interview.applies(form(form_id), {**AGREED, **nobody_of_it, "person_due": "yes"}, NOW)


def test_a_home_visit_where_all_is_known_asks_what_has_changed_first() -> None:
    for language in LANGUAGES:
        turn = interview.begin(
            form("home_visit"),
            draft_id="D",
            language=language,
            moment=NOW,
            context={},
            given=Given(values=AGREED),
        )

        assert turn.state.passage.waiting == path_of("home_visit", "changed")
        assert len(turn.says) == 1, "neither the consent card nor any other note is read out"


def test_a_carer_is_asked_for_consent_and_by_what_to_call_them() -> None:
    turn = interview.begin(
        form("carer_strain"),
        draft_id="D",
        language="th",
        moment=NOW,
        context={},
        given=Given(values=AGREED),
    )

    assert turn.state.passage.waiting == path_of("carer_strain", "consent")


def test_what_is_filled_in_has_a_source_and_no_question() -> None:
    for form_id in asking_consent():
        for row in rows(form_id, "survey"):
            if row["type"] == "hidden":
                assert row["name"].startswith("person_")
                assert row["source"]


def test_the_hidden_rows_of_a_form_take_what_is_given() -> None:
    sheet = Sheet("antenatal", {})

    assert sheet.instance.fill(path_of("antenatal", "person_age"), "70", NOW)

    assert sheet.value("applies") == "no"
