"""Repeats: their instances, what is calculated in and over them, how they are kept."""

import pytest

from dialogue.xforms.controls import RepeatPlace
from dialogue.xforms.errors import FullError, StateError
from dialogue.xforms.instance import Instance
from tests.dialogue.xforms.building import ask, bind, moment, paths, repeat, started

NODES = '<member jr:template=""><who/><age/><place/></member><member><who/><age/><place/></member>'
RULES = (
    bind("member/age", "int", constraint=". < 120")
    + bind("member/place", calculate="position(..)")
    + bind("sum", calculate="sum(/data/member/age)")
    + bind("count", calculate="count(/data/member)")
    + bind("old", calculate="count(/data/member[age > 60])")
    + bind("second", calculate="indexed-repeat(/data/member/who, /data/member, 2)")
    + bind("names", calculate="join(', ', /data/member/who)")
)
BODY = repeat("member", ask("member/who") + ask("member/age"), label="คน")
AFTER = "<sum/><count/><old/><second/><names/>"


def household() -> Instance:
    return started(NODES + AFTER, binds=RULES, body=BODY)


def filled(*people: tuple[str, str]) -> Instance:
    instance = household()
    for number, (who, age) in enumerate(people, 1):
        if number > 1:
            instance.add("/data/member")
        instance.answer(f"/data/member[{number}]/who", who, moment())
        instance.answer(f"/data/member[{number}]/age", age, moment())
    return instance


def results(instance: Instance) -> tuple[str, ...]:
    return tuple(instance.value(f"/data/{n}") for n in ("sum", "count", "old", "second", "names"))


def test_a_form_begins_with_the_instances_that_it_shows_and_a_place_for_more() -> None:
    instance = household()

    assert paths(instance) == ["/data/member[1]/who", "/data/member[1]/age", "/data/member"]
    first, _, more = instance.steps()
    assert first.repeats == (
        RepeatPlace(control=more.control, path="/data/member[1]", index=1, count=1),
    )
    assert (more.control.kind, more.repeats) == ("repeat", ())


def test_a_template_is_no_instance_and_each_instance_begins_with_its_defaults() -> None:
    instance = started(
        '<m jr:template=""><a>t</a></m><m><a>1</a></m><m><a>2</a></m>', body=repeat("m", ask("m/a"))
    )

    added = instance.add("/data/m")

    assert added == "/data/m[3]"
    assert [instance.value(f"{path}/a") for path in instance.repeats("/data/m")] == ["1", "2", "t"]


def test_all_that_depends_on_a_repeat_follows_its_answers() -> None:
    instance = filled(("สม", "70"), ("บุญ", "30"))

    assert results(instance) == ("100", "2", "1", "บุญ", "สม, บุญ")
    assert instance.value("/data/member[2]/place") == "2"


def test_what_is_taken_away_is_gone_and_the_later_ones_move_up() -> None:
    instance = filled(("สม", "70"), ("บุญ", "30"), ("คำ", "80"))

    instance.remove("/data/member[1]")

    assert results(instance) == ("110", "2", "1", "คำ", "บุญ, คำ")
    assert instance.value("/data/member[1]/place") == "1"
    with pytest.raises(KeyError):
        instance.value("/data/member[3]/who")


def test_a_repeat_can_be_emptied_and_begun_again() -> None:
    instance = filled(("สม", "70"))

    instance.remove("/data/member[1]")
    assert paths(instance) == ["/data/member"]
    assert results(instance) == ("0", "0", "0", "", "")

    assert instance.add("/data/member") == "/data/member[1]"
    assert instance.value("/data/member[1]/who") == ""


def test_a_draft_with_repeats_is_taken_up_as_it_was_left() -> None:
    instance = filled(("สม", "70"), ("บุญ", "30"))
    draft = instance.dump()
    assert draft.count("<member>") == 2

    again = Instance.load(instance.form, draft, moment())

    assert again.dump() == draft
    assert again.steps() == instance.steps()
    again.answer("/data/member[2]/age", "90", moment())
    assert results(again) == ("160", "2", "2", "บุญ", "สม, บุญ")


def test_a_submission_holds_of_each_instance_what_is_relevant() -> None:
    instance = started(
        "<n/><m><a/></m>",
        binds=bind("m/a", relevant="position(..) != /data/n"),
        body=ask("n") + repeat("m", ask("m/a")),
    )
    instance.add("/data/m")
    instance.answer("/data/m[1]/a", "x", moment())
    instance.answer("/data/m[2]/a", "y", moment())

    instance.answer("/data/n", "1", moment())

    assert "<n>1</n><m></m><m><a>y</a></m><meta>" in instance.submission(moment())
    assert paths(instance) == ["/data/n", "/data/m[2]/a", "/data/m"]


@pytest.mark.parametrize(
    "path",
    [
        "/data/member/who",
        "/data/member[0]/who",
        "/data/member[2]/who",
        "/data/member[1]/nobody",
        "/data/sum[1]",
        "/data/member[1",
        "",
    ],
)
def test_a_path_that_names_no_instance_is_an_error(path: str) -> None:
    with pytest.raises(KeyError):
        household().value(path)


def test_only_a_repeat_can_be_added_to_and_only_an_instance_removed() -> None:
    instance = household()
    for path in ("/data/sum", "/data/member[1]", "/data/nowhere", "/data/member[1]/who"):
        with pytest.raises(KeyError):
            instance.add(path)
    with pytest.raises(KeyError):
        instance.remove("/data/sum")
    with pytest.raises(KeyError):
        instance.answer("/data/member[1]", "x", moment())


def test_a_repeat_takes_200_instances_and_no_more() -> None:
    instance = household()
    for _ in range(199):
        instance.add("/data/member")
    before = instance.dump()

    with pytest.raises(FullError):
        instance.add("/data/member")

    assert instance.dump() == before
    assert "/data/member" not in paths(instance)
    with pytest.raises(StateError, match="more than 200"):
        Instance.load(instance.form, before.replace("</member>", "</member><member/>", 1), moment())


def test_a_form_takes_5000_nodes_and_no_more() -> None:
    many = "".join(f"<n{number}/>" for number in range(60))
    instance = started(f"<m>{many}</m>", body=repeat("m", ask("m/n1")))

    while instance.dump().count("<m>") < 5_000 // 61:
        instance.add("/data/m")
    with pytest.raises(FullError, match="more than 5000 nodes"):
        instance.add("/data/m")

    before = len(instance.repeats("/data/m"))
    instance.remove("/data/m[1]")
    instance.add("/data/m")
    assert len(instance.repeats("/data/m")) == before
