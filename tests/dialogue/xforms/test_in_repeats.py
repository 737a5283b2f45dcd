"""What expressions, choices and texts see inside of a repeat."""

import pytest

from dialogue.xforms.errors import FullError
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance
from tests.dialogue.xforms.building import ask, bind, items, moment, paths, repeat, started, xform


def test_questions_of_an_instance_see_their_own_neighbours() -> None:
    binds = bind("m/b", relevant="../a = 'yes'", required="../a = 'yes'") + bind(
        "m/c", calculate="concat(/data/m/a, '!')"
    )
    instance = started(
        "<m><a/><b/><c/></m>",
        binds=binds,
        body=repeat("m", ask("m/a") + ask("m/b", 'B <output value=" ../a "/>')),
    )
    instance.add("/data/m")

    instance.answer("/data/m[2]/a", "yes", moment())

    assert paths(instance) == ["/data/m[1]/a", "/data/m[2]/a", "/data/m[2]/b", "/data/m"]
    assert instance.required("/data/m[2]/b")
    assert instance.label("/data/m[2]/b", None) == "B yes"
    assert (instance.value("/data/m[1]/c"), instance.value("/data/m[2]/c")) == ("!", "yes!")
    assert instance.invalid() == ("/data/m[2]/b",)


def test_the_label_of_a_repeat_reads_what_the_next_instance_would_hold() -> None:
    label = 'Of <output value=" ../n "/>: <output value=" ./a "/>, <output value="count(./k)"/>'
    instance = started(
        "<n/><m><a/><k><b/></k></m>",
        body=ask("n") + repeat("m", ask("m/a") + repeat("m/k", ask("m/k/b")), label=label),
    )
    instance.answer("/data/n", "seven", moment())
    instance.answer("/data/m[1]/a", "yes", moment())

    assert instance.label("/data/m[1]", None) == "Of seven: yes, 1"
    assert instance.label("/data/m", None) == "Of seven: , 0"


def test_choices_may_come_from_the_answers_of_a_repeat() -> None:
    select = (
        '<select1 ref="/data/head"><label>?</label><itemset nodeset="/data/m[who != \'\']">'
        '<value ref="who"/><label ref="who"/></itemset></select1>'
    )
    instance = started("<m><who/></m><head/>", body=repeat("m", ask("m/who")) + select)
    instance.answer("/data/m[1]/who", "สม", moment())
    instance.add("/data/m")
    instance.answer("/data/m[2]/who", "บุญ", moment())
    assert [one.label for one in instance.choices("/data/head", None)] == ["สม", "บุญ"]
    instance.answer("/data/head", "บุญ", moment())

    instance.answer("/data/m[2]/who", "คำ", moment())

    assert instance.value("/data/head") == ""


@pytest.mark.parametrize("path", [" /data/m/b ", " ../b "])
def test_a_choice_name_is_that_of_the_own_instance(path: str) -> None:
    select = (
        '<select1 ref="/data/m/b"><label>?</label>'
        "<itemset nodeset=\"instance('l')/root/item[k = current()/../a]\">"
        '<value ref="name"/><label ref="label"/></itemset></select1>'
    )
    lists = (
        '<instance id="l"><root><item><name>x</name><label>หนึ่ง</label><k>1</k></item>'
        "<item><name>x</name><label>สอง</label><k>2</k></item></root></instance>"
    )
    instance = started(
        "<m><a/><b/><c/></m>",
        lists=lists,
        binds=bind("m/c", calculate=f"jr:choice-name(../b, '{path}')"),
        body=repeat("m", ask("m/a") + select),
    )
    instance.add("/data/m")
    for number in (1, 2):
        instance.answer(f"/data/m[{number}]/a", str(number), moment())
        assert instance.answer(f"/data/m[{number}]/b", "x", moment()) is None

    assert (instance.value("/data/m[1]/c"), instance.value("/data/m[2]/c")) == ("หนึ่ง", "สอง")


def test_what_all_instances_add_up_to_reaches_each_of_them() -> None:
    binds = bind("m/n", "int") + bind("m/share", calculate="../n div /data/all")
    instance = started(
        "<m><n/><share/></m><all/>",
        binds=binds + bind("all", calculate="sum(/data/m/n)"),
        body=repeat("m", ask("m/n")),
    )
    instance.answer("/data/m[1]/n", "1", moment())
    instance.add("/data/m")

    instance.answer("/data/m[2]/n", "3", moment())

    assert instance.value("/data/m[1]/share") == "0.25"
    assert instance.value("/data/m[2]/share") == "0.75"


def test_an_instance_sees_all_others_by_a_path_that_goes_up_or_has_a_condition() -> None:
    binds = bind("m/n", "int") + "".join(
        bind(f"m/{name}", calculate=rule)
        for name, rule in (
            ("own", "sum(/data/m/n)"),
            ("up", "sum(../../m/n)"),
            ("when", "sum(/data/m[n > 0]/n)"),
            ("before", "sum(../../m[position() < position(current()/..)]/n)"),
            ("last", "indexed-repeat(/data/m/n, /data/m, position(..) - 1)"),
        )
    )
    instance = started(
        "<m><n/><own/><up/><when/><before/><last/></m>", binds=binds, body=repeat("m", ask("m/n"))
    )
    for number in (1, 2, 3):
        if number > 1:
            instance.add("/data/m")
        instance.answer(f"/data/m[{number}]/n", str(10**number), moment())

    told = [
        instance.value(f"/data/m[2]/{name}") for name in ("own", "up", "when", "before", "last")
    ]
    assert told == ["100", "1110", "1110", "10", "10"]
    assert instance.value("/data/m[3]/last") == "100"


def test_a_group_with_a_repeat_in_it_hides_the_place_for_more() -> None:
    instance = started(
        "<a/><g><m><b/></m></g>",
        binds=bind("g", relevant="/data/a = 1"),
        body=ask("a")
        + '<group ref="/data/g"><label>G</label>'
        + repeat("g/m", ask("g/m/b"))
        + "</group>",
    )
    assert paths(instance) == ["/data/a"]

    instance.answer("/data/a", "1", moment())

    assert paths(instance) == ["/data/a", "/data/g/m[1]/b", "/data/g/m"]
    assert [group.path for group in instance.steps()[1].groups] == ["/data/g"]


def test_a_repeat_whose_instances_are_fixed_offers_no_more() -> None:
    instance = started("<m><a/></m>", body=repeat("m", ask("m/a"), more=' jr:noAddRemove="true()"'))

    assert paths(instance) == ["/data/m[1]/a"]
    with pytest.raises(FullError):
        instance.add("/data/m")


def test_the_label_of_a_repeat_is_told_for_an_instance_and_for_the_next() -> None:
    instance = started(
        "<m><a/></m>",
        body=repeat("m", ask("m/a"), label='คนที่ <output value="position(.)"/>'),
    )

    assert instance.label("/data/m[1]", None) == "คนที่ 1"
    assert instance.label("/data/m", None) == "คนที่ 2"


def test_a_constraint_may_look_at_the_other_instances() -> None:
    rule = bind("m/a", constraint="count(../../m[a = current()/.]) <= 1")
    instance = started("<m><a/></m>", binds=rule, body=repeat("m", ask("m/a")))
    instance.answer("/data/m[1]/a", "x", moment())
    instance.add("/data/m")

    assert instance.answer("/data/m[2]/a", "x", moment()) is not None
    assert instance.answer("/data/m[2]/a", "y", moment()) is None


def test_one_of_a_select_in_a_repeat_is_checked_against_its_own_list() -> None:
    body = repeat("m", ask("m/a", inside=items("x", "y"), tag="select1"))
    instance = Instance.new(Form.parse(xform("<m><a/></m>", body=body)), moment())

    assert instance.answer("/data/m[1]/a", "z", moment()) is not None
    assert instance.answer("/data/m[1]/a", "x", moment()) is None
    assert instance.shown("/data/m[1]/a", None) == "X"


def test_an_instance_is_closed_by_what_was_answered_in_it_or_around() -> None:
    rules = bind("m", readonly="/data/shut = 'yes'") + bind("m/g", readonly="../done = 'yes'")
    inside = ask("m/done") + ask("m/g/a")
    instance = started(
        "<shut/><m><done/><g><a/></g></m>", binds=rules, body=ask("shut") + repeat("m", inside)
    )
    instance.add("/data/m")

    instance.answer("/data/m[2]/done", "yes", moment())
    assert [instance.readonly(f"/data/m[{number}]/g/a") for number in (1, 2)] == [False, True]

    instance.answer("/data/shut", "yes", moment())
    assert instance.readonly("/data/m[1]/g/a")
