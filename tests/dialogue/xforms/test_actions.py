"""What is set when something happens: setvalue, in repeats and with what was saved before."""

from datetime import timedelta

import pytest

from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance
from tests.dialogue.xforms.building import NOW, ask, bind, items, moment, repeat, started, xform


def setvalue(path: str, event: str, value: str = "", text: str = "") -> str:
    attribute = f' value="{value}"' if value else ""
    return f'<setvalue ref="/data/{path}" event="{event}"{attribute}>{text}</setvalue>'


def test_a_new_instance_is_set_up_and_the_first_one_at_the_first_load() -> None:
    both = "odk-instance-first-load odk-new-repeat"
    instance = started(
        "<n>1</n><m><a/><b/></m>",
        body=ask("n")
        + repeat(
            "m", setvalue("m/b", both, "concat('no ', position(..), ' of ', /data/n)") + ask("m/a")
        ),
    )
    instance.answer("/data/n", "2", moment())

    instance.add("/data/m")

    assert [instance.value(f"/data/m[{number}]/b") for number in (1, 2)] == [
        "no 1 of 1",
        "no 2 of 2",
    ]


def test_only_the_new_instance_is_set_up() -> None:
    instance = started(
        "<m><a/></m>", body=repeat("m", setvalue("m/a", "odk-new-repeat", text="new") + ask("m/a"))
    )

    instance.add("/data/m")

    assert [instance.value(f"{path}/a") for path in instance.repeats("/data/m")] == ["", "new"]


def test_what_a_model_sets_at_the_first_load_reaches_the_first_instance() -> None:
    load = setvalue("m/a", "odk-instance-first-load", text="first")
    instance = started("<m><a/></m>", model=load, body=repeat("m", ask("m/a")))

    assert instance.value("/data/m[1]/a") == "first"


def test_a_changed_answer_sets_a_node_of_the_same_instance() -> None:
    trigger = setvalue("m/b", "xforms-value-changed", "concat(../a, '!')")
    instance = started("<m><a/><b/></m>", body=repeat("m", ask("m/a", inside=trigger)))
    instance.add("/data/m")

    instance.answer("/data/m[2]/a", "x", moment())

    assert (instance.value("/data/m[1]/b"), instance.value("/data/m[2]/b")) == ("", "x!")


def test_a_changed_answer_in_a_repeat_may_set_a_node_outside_of_it() -> None:
    trigger = setvalue("last", "xforms-value-changed", "now()")
    instance = started(
        "<m><a/></m><last/>",
        binds=bind("last", "dateTime"),
        body=repeat("m", ask("m/a", inside=trigger)),
    )

    instance.answer("/data/m[1]/a", "x", moment(now=NOW + timedelta(hours=1)))

    assert instance.value("/data/last") == "2026-11-25T09:44:44.457+07:00"


def test_a_change_outside_of_a_repeat_sets_a_node_in_all_its_instances() -> None:
    trigger = setvalue("m/b", "xforms-value-changed", "/data/n")
    instance = started(
        "<n/><m><a/><b/></m>", body=ask("n", inside=trigger) + repeat("m", ask("m/a"))
    )
    instance.add("/data/m")

    instance.answer("/data/n", "7", moment())

    assert [instance.value(f"{path}/b") for path in instance.repeats("/data/m")] == ["7", "7"]


def test_what_an_action_puts_in_and_the_list_does_not_offer_is_taken_away() -> None:
    trigger = setvalue("b", "xforms-value-changed", "/data/a")
    body = ask("a", inside=trigger) + ask("b", inside=items("x", "y"), tag="select1")
    instance = started("<a/><b/>", body=body)

    instance.answer("/data/a", "x", moment())
    assert instance.value("/data/b") == "x"

    instance.answer("/data/a", "z", moment())
    assert instance.value("/data/b") == ""


SAVED = '<instance id="__last-saved" src="jr://instance/last-saved"/>'
DEFAULT = setvalue("village", "odk-instance-first-load", "instance('__last-saved')/data/village")


def test_an_answer_may_begin_with_what_was_saved_last() -> None:
    form = Form.parse(xform("<village/>", lists=SAVED, model=DEFAULT, body=ask("village")))
    first = Instance.new(form, moment())
    assert first.value("/data/village") == ""
    first.answer("/data/village", "บ้านนา", moment())

    second = Instance.new(form.beside(saved=lambda: first.submission(moment())), moment())

    assert second.value("/data/village") == "บ้านนา"


def test_what_was_saved_last_may_be_counted() -> None:
    rule = bind("n", calculate="count(instance('__last-saved')/data/m)")
    form = Form.parse(
        xform("<m><a/></m><n/>", lists=SAVED, binds=rule, body=repeat("m", ask("m/a")))
    )
    first = Instance.new(form, moment())
    first.add("/data/m")

    second = Instance.new(form.beside(saved=lambda: first.submission(moment())), moment())

    assert second.value("/data/n") == "2"


@pytest.mark.parametrize("saved", ["", "<other/>", "no xml"])
def test_what_was_saved_of_another_form_is_as_if_nothing_had_been(saved: str) -> None:
    form = Form.parse(xform("<village>นา</village>", lists=SAVED, model=DEFAULT))

    instance = Instance.new(form.beside(saved=lambda: saved), moment())

    assert instance.value("/data/village") == ""


def test_what_was_saved_last_is_read_in_every_turn() -> None:
    before = "instance('__last-saved')/data/village"
    rule = bind("same", calculate=f"if(/data/village = {before}, 'yes', 'no')")
    form = Form.parse(
        xform("<village/><same/>", lists=SAVED, binds=rule, body=ask("village"))
    ).beside(saved=lambda: "<data><village>บ้านนา</village></data>")
    draft = Instance.new(form, moment()).dump()

    later = Instance.load(form, draft, moment())
    later.answer("/data/village", "บ้านนา", moment())

    assert later.value("/data/same") == "yes"
