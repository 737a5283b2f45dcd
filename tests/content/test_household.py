"""The household register: each person agrees for himself or herself, one after the other."""

from typing import Literal

import pytest

from dialogue.xforms.instance import Instance
from dialogue.xforms.merging import plain_id
from tests.content.shipped import AGREED, LO, NOW, TH, form, name_of, rows, talk

FORM = "household_register"
MEMBERS = "/data/people/members"


@pytest.fixture
def home() -> Instance:
    """Give a home where consent was given and the first person is to be asked about."""
    home = Instance.new(form(FORM), NOW)
    say(home, "/data/consent", "yes")
    say(home, "/data/visit/consent_by", "person")
    say(home, "/data/visit/person", "H-7")
    return home


def say(home: Instance, path: str, value: str) -> None:
    refusal = home.answer(path, value, NOW)
    assert refusal is None, f"{path}: {refusal}"


def member(home: Instance, number: int, **answers: str) -> None:
    """Answer for the person of this number, from 1; the person is added where need be."""
    while len(home.repeats(MEMBERS)) < number:
        home.add(MEMBERS)
    for name, value in answers.items():
        say(home, f"{MEMBERS}[{number}]/{name}", value)


def asked(home: Instance, number: int) -> list[str]:
    begins = f"{MEMBERS}[{number}]/"
    return [name_of(step.path) for step in home.steps() if step.path.startswith(begins)]


def test_people_are_counted_as_they_are_noted(home: Instance) -> None:
    member(home, 1, member_agrees="self", member="ยายคำ", member_age="71")
    member(home, 2, member_agrees="parent", member="น้องดาว", member_age="0")
    member(home, 3, member_agrees="no")

    assert len(home.repeats(MEMBERS)) == 3
    assert home.value("/data/closing/noted") == "2"
    for language in (TH, LO):
        assert "2" in home.label("/data/closing/summary", language)


def test_of_someone_who_does_not_agree_nothing_more_is_asked(home: Instance) -> None:
    member(home, 1, member_agrees="no")

    assert asked(home, 1) == ["member_agrees"]


def test_whoever_agrees_is_asked_seven_questions(home: Instance) -> None:
    member(home, 1, member_agrees="self")

    assert asked(home, 1) == [
        "member_agrees",
        "member",
        "member_age",
        "member_sex",
        "member_speaks",
        "member_group",
        "member_visit",
    ]


@pytest.mark.parametrize("language", ["th", "lo"])
def test_two_people_are_asked_about_one_after_the_other(language: Literal["th", "lo"]) -> None:
    answers = {
        **AGREED,
        "living_here": "3",
        "members": "2",
        "member_agrees": "self",
        "members[1]/member": "ยายคำ",
        "members[2]/member": "ตามี",
        "members[2]/member_age": "68",
    }

    led = talk(FORM, language, answers)

    assert led.asked.count("members") == 2
    assert led.asked.count("member") == 2
    assert "2: ตามี" in led.after["members[2]/member"]  # the head of the next question
    assert led.value(FORM, "noted") == "2"
    assert "ยายคำ" in (led.turn.submission or "")
    assert "68" in (led.turn.submission or "")


@pytest.mark.parametrize("number", ["1234567890123", "0812345678"])
def test_a_card_or_phone_number_is_not_taken_as_who(home: Instance, number: str) -> None:
    member(home, 1, member_agrees="self")

    assert home.answer(f"{MEMBERS}[1]/member", number, NOW) is not None


def test_what_the_law_protects_most_is_not_asked() -> None:
    groups = {row["name"] for row in rows(FORM, "choices") if row["list_name"] == "group"}

    assert groups.isdisjoint({"ethnic", "migrant_worker", "religion", "lgbt", "prisoner"})


def test_the_submission_holds_every_person_who_is_noted(home: Instance) -> None:
    member(home, 1, member_agrees="self", member="ยายคำ")
    member(home, 2, member_agrees="self", member="ตามี")

    submission = home.submission(NOW)

    assert submission.count("<members>") == 2
    assert "ยายคำ" in submission
    assert "ตามี" in submission


def test_whoever_agrees_becomes_a_person_that_other_forms_know(home: Instance) -> None:
    member(home, 1, member_agrees="self", member="ยายคำ", member_age="71", member_sex="female")
    member(home, 2, member_agrees="no")
    member(home, 3, member_agrees="parent", member="น้องดาว", member_group="child")

    grandmother, child = home.entities()

    assert (grandmother.list, grandmother.action, grandmother.label) == (
        "persons",
        "create",
        "ยายคำ",
    )
    assert dict(grandmother.properties) == {
        "consent": "self",
        "age": "71",
        "sex": "female",
        "speaks": "",
        "groups": "",
        "wants_visit": "",
        "household": "H-7",
    }
    assert child.label == "น้องดาว"
    assert (child.properties["consent"], child.properties["groups"]) == ("parent", "child")
    assert plain_id(child.id) not in {None, plain_id(grandmother.id)}


def test_where_consent_is_refused_nobody_becomes_a_person() -> None:
    led = talk(FORM, "th", {"consent": "no"})

    assert led.turn.ended == "finished"
    assert led.turn.entities == ()
