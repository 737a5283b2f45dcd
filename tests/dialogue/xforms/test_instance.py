"""How an instance follows its answers."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from dialogue.xforms.controls import Refusal
from tests.dialogue.xforms.building import (
    LO,
    TH,
    ask,
    bind,
    items,
    listed,
    moment,
    started,
)

DISTRICTS = (
    '<select1 ref="/data/dist"><label>?</label>'
    "<itemset nodeset=\"instance('dist')/root/item[prov = /data/prov ]\">"
    '<value ref="name"/><label ref="label"/></itemset></select1>'
)
LISTS = listed("dist", "d1 หนึ่ง prov=90", "d2 สอง prov=95 short_th=ส")


def test_a_question_shows_while_its_relevant_holds() -> None:
    instance = started(
        "<a/><b/>",
        binds=bind("b", relevant="/data/a = 'yes'"),
        body=ask("a") + ask("b"),
    )
    assert [step.path for step in instance.steps()] == ["/data/a"]

    instance.answer("/data/a", "yes", moment())

    assert [step.path for step in instance.steps()] == ["/data/a", "/data/b"]
    assert instance.relevant("/data/b")


def test_a_group_hides_all_that_it_holds_and_a_step_tells_its_groups() -> None:
    instance = started(
        "<a/><g><h><b/></h></g>",
        binds=bind("g", relevant="/data/a != ''"),
        body=ask("a")
        + '<group ref="/data/g"><label>G</label><group ref="/data/g/h">'
        + f"{ask('g/h/b')}</group></group>",
    )
    assert not instance.relevant("/data/g/h/b")

    instance.answer("/data/a", "x", moment())

    assert instance.relevant("/data/g/h/b")
    assert [group.path for group in instance.steps()[1].groups] == ["/data/g"]  # h has no label


def test_an_answer_that_is_hidden_comes_back_with_its_question() -> None:
    instance = started(
        "<a/><b/><c/>",
        binds=bind("b", relevant="/data/a = 1") + bind("c", calculate="concat(/data/b, '!')"),
        body=ask("a") + ask("b"),
    )
    instance.answer("/data/a", "1", moment())
    instance.answer("/data/b", "แดง", moment())

    instance.answer("/data/a", "2", moment())
    assert instance.value("/data/c") == "!"

    instance.answer("/data/a", "1", moment())
    assert instance.value("/data/c") == "แดง!"


def test_calculations_run_in_the_order_of_what_they_need() -> None:
    rules = (
        bind("z", calculate="/data/y + 1")
        + bind("y", calculate="/data/x + 1")
        + bind("x", calculate="/data/a + 1")
        + bind("a", "int")
    )
    instance = started("<z/><y/><x/><a/>", binds=rules, body=ask("a"))

    instance.answer("/data/a", "1", moment())

    assert [instance.value(f"/data/{name}") for name in "xyz"] == ["2", "3", "4"]


def test_a_choice_that_is_not_offered_any_more_is_taken_away() -> None:
    instance = started(
        "<prov/><dist/><x/>",
        binds=bind("x", calculate="concat(/data/dist, '!')"),
        lists=LISTS,
        body=ask("prov") + DISTRICTS,
    )
    instance.answer("/data/prov", "90", moment())
    instance.answer("/data/dist", "d1", moment())
    assert instance.value("/data/x") == "d1!"

    instance.answer("/data/prov", "95", moment())

    assert instance.value("/data/dist") == ""
    assert instance.value("/data/x") == "!"


def test_choices_are_filtered_and_bear_their_further_columns() -> None:
    instance = started("<prov/><dist/>", lists=LISTS, body=ask("prov") + DISTRICTS)
    assert instance.choices("/data/dist", None) == ()

    instance.answer("/data/prov", "95", moment())

    (choice,) = instance.choices("/data/dist", None)
    assert (choice.value, choice.label) == ("d2", "สอง")
    assert dict(choice.extras) == {"prov": "95", "short_th": "ส"}


def test_of_many_choices_only_those_that_are_not_offered_go() -> None:
    filtered = DISTRICTS.replace("select1", "select").replace(
        "prov = /data/prov ",
        "prov = /data/prov or /data/prov = 'all'",
    )
    instance = started("<prov/><dist/>", lists=LISTS, body=ask("prov") + filtered)
    instance.answer("/data/prov", "all", moment())
    instance.answer("/data/dist", "d2 d1", moment())
    assert instance.value("/data/dist") == "d1 d2"

    instance.answer("/data/prov", "90", moment())

    assert instance.value("/data/dist") == "d1"


@pytest.mark.parametrize(
    ("bind_type", "answer", "stored"),
    [
        ("int", "37", "37"),
        ("int", "007", "7"),
        ("int", " 7 ", "7"),
        ("int", "-2147483648", "-2147483648"),
        ("decimal", "36.60", "36.6"),
        ("decimal", "3", "3.0"),
        ("date", "2026-11-25", "2026-11-25"),
        ("time", "08:30", "08:30:00.000+07:00"),
        ("time", "01:30:00.000Z", "08:30:00.000+07:00"),
        ("dateTime", "2026-11-25T08:30", "2026-11-25T08:30:00.000+07:00"),
        ("geopoint", "13.75 100.5", "13.75 100.5 0.0 0.0"),
        ("geopoint", "13.75 100.5 2 8.25", "13.75 100.5 2.0 8.25"),
        ("geotrace", "13.75 100.5;14 101 2", "13.75 100.5 0.0 0.0; 14.0 101.0 2.0 0.0"),
        ("geoshape", "1 2; 1 3; 2 2; ", "1.0 2.0 0.0 0.0; 1.0 3.0 0.0 0.0; 2.0 2.0 0.0 0.0"),
        ("string", " ข้อความ ", " ข้อความ "),
        ("string", "a\x00b\ud800", "a\ufffdb\ufffd"),
    ],
)
def test_an_answer_is_stored_the_way_collect_writes_it(
    bind_type: str,
    answer: str,
    stored: str,
) -> None:
    instance = started(binds=bind("a", bind_type), body=ask("a"))

    assert instance.answer("/data/a", answer, moment()) is None
    assert instance.value("/data/a") == stored


@pytest.mark.parametrize(
    ("bind_type", "answer"),
    [
        ("int", "3.5"),
        ("int", "สาม"),
        ("int", "๓"),
        ("int", "2147483648"),
        ("decimal", "1,5"),
        ("decimal", "nan"),
        ("decimal", "1e999"),
        ("date", "2026-02-30"),
        ("date", "25/11/2026"),
        ("time", "24:30"),
        ("dateTime", "2026-11-25"),
        ("geopoint", "13.75"),
        ("geopoint", "91 100"),
        ("geopoint", "13 181"),
        ("geotrace", "3"),
        ("geotrace", "13.75 100.5; ; 14 101"),
        ("geoshape", "here; there"),
    ],
)
def test_an_answer_of_another_type_changes_nothing(bind_type: str, answer: str) -> None:
    instance = started(binds=bind("a", bind_type), body=ask("a"))

    refusal = instance.answer("/data/a", answer, moment())

    assert refusal == Refusal(kind="type")
    assert instance.value("/data/a") == ""


def test_only_an_offered_choice_is_taken() -> None:
    one = ask("a", inside=items("x", "y"), tag="select1")
    many = ask("b", inside=items("x", "y"), tag="select")
    instance = started("<a/><b/>", body=one + many)

    assert instance.answer("/data/a", "z", moment()) == Refusal(kind="choice")
    assert instance.answer("/data/b", "x z", moment()) == Refusal(kind="choice")
    assert instance.answer("/data/b", "  ", moment()) == Refusal(kind="choice")
    assert instance.answer("/data/b", "y x y", moment()) is None
    assert instance.value("/data/b") == "x y"


def test_an_acknowledgement_is_ok_or_nothing() -> None:
    instance = started(body=ask("a", tag="trigger"))

    assert instance.answer("/data/a", "yes", moment()) == Refusal(kind="type")
    assert instance.answer("/data/a", "OK", moment()) is None


def test_a_file_is_a_name_and_no_path() -> None:
    body = '<upload ref="/data/a" mediatype="image/*"><label>?</label></upload>'
    instance = started(binds=bind("a", "binary"), body=body)

    assert instance.answer("/data/a", "../x.jpg", moment()) == Refusal(kind="type")
    assert instance.answer("/data/a", "x" * 256, moment()) == Refusal(kind="type")
    assert instance.answer("/data/a", "01J.jpg", moment()) is None


def test_a_value_of_more_than_64_kilobytes_is_refused() -> None:
    instance = started(body=ask("a"))

    assert instance.answer("/data/a", "ก" * 21_845, moment()) is None
    assert instance.answer("/data/a", "ก" * 21_846, moment()) == Refusal(kind="too_long")


def test_a_calculation_never_grows_beyond_64_kilobytes() -> None:
    rules = bind("x", calculate="concat(/data/a, /data/a, /data/a)")
    instance = started("<a/><x/>", binds=rules, body=ask("a"))

    instance.answer("/data/a", "ก" * 21_845, moment())

    assert len(instance.value("/data/x").encode()) <= 65_536


def test_a_constraint_refuses_with_the_authors_words_in_each_language() -> None:
    itext = (
        "<itext>"
        + "".join(
            f'<translation lang="{language}"><text id="m"><value>{words} '
            '<output value="/data/most"/></value></text></translation>'
            for language, words in ((TH, "ไม่เกิน"), (LO, "ບໍ່ເກີນ"))
        )
        + "</itext>"
    )
    rule = bind("a", "int", constraint=". <= /data/most", jr_constraintMsg="jr:itext('m')")
    instance = started("<most>120</most><a>5</a>", binds=rule, itext=itext, body=ask("a"))

    refusal = instance.answer("/data/a", "121", moment())

    assert refusal is not None
    assert refusal.kind == "constraint"
    assert refusal.message_for(TH) == "ไม่เกิน 120"
    assert refusal.message_for(LO) == "ບໍ່ເກີນ 120"
    assert instance.value("/data/a") == "5"
    assert instance.constraint_message("/data/a", LO) == "ບໍ່ເກີນ 120"


def test_a_message_in_one_language_is_told_in_any() -> None:
    rule = bind("a", "int", constraint=". > 0", jr_constraintMsg="more than none")
    instance = started(binds=rule, body=ask("a"))

    refusal = instance.answer("/data/a", "0", moment())

    assert refusal is not None
    assert refusal.message_for(TH) == "more than none"
    assert refusal.message_for(None) == "more than none"
    assert Refusal(kind="type").message_for(TH) is None


def test_a_blank_is_taken_whatever_the_constraint_says() -> None:
    instance = started("<a>5</a>", binds=bind("a", "int", constraint=". > 0"), body=ask("a"))

    assert instance.answer("/data/a", "", moment()) is None
    assert instance.value("/data/a") == ""


def test_what_is_hidden_or_read_only_cannot_be_answered() -> None:
    rules = (
        bind("a", readonly="true()")
        + bind("b", relevant="false()")
        + bind("g", readonly="/data/c = ''")
    )
    instance = started(
        "<a/><b/><g><d/></g><c/>", binds=rules, body=ask("a") + ask("b") + ask("g/d")
    )

    for path in ("/data/a", "/data/b", "/data/g/d"):
        assert instance.answer(path, "x", moment()) == Refusal(kind="closed")


def test_a_path_that_the_form_does_not_have_is_an_error_of_the_caller() -> None:
    instance = started()

    with pytest.raises(KeyError):
        instance.answer("/data/none", "x", moment())
    with pytest.raises(KeyError):
        instance.value("/data/none")


def test_a_group_cannot_be_answered() -> None:
    instance = started("<g><a/></g>", body=f'<group ref="/data/g">{ask("g/a")}</group>')

    with pytest.raises(KeyError):
        instance.answer("/data/g", "x", moment())


def test_required_may_depend_on_an_answer() -> None:
    instance = started(
        "<a/><b/>",
        binds=bind("b", required="/data/a = 'yes'"),
        body=ask("a") + ask("b"),
    )
    assert not instance.required("/data/b")

    instance.answer("/data/a", "yes", moment())

    assert instance.required("/data/b")
    assert not instance.required("/data/a")


def test_what_is_blank_though_required_or_breaks_its_rule_is_listed() -> None:
    rules = (
        bind("a", required="true()")
        + bind("b", "int", constraint=". < /data/most")
        + bind("c", required="true()", relevant="false()")
        + bind("d", required="true()", readonly="true()")
        + bind("most", "int")
    )
    body = "".join(map(ask, ("a", "b", "c", "d", "most")))
    instance = started("<a/><b>5</b><c/><d/><most>9</most>", binds=rules, body=body)
    assert instance.invalid() == ("/data/a",)

    instance.answer("/data/most", "3", moment())
    instance.answer("/data/a", "x", moment())

    assert instance.invalid() == ("/data/b",)


def test_metadata_and_defaults_are_there_from_the_start() -> None:
    rules = (
        bind("start", "dateTime", jr_preload="timestamp", jr_preloadParams="start")
        + bind("end", "dateTime", jr_preload="timestamp", jr_preloadParams="end")
        + bind("today", "date", jr_preload="date", jr_preloadParams="today")
        + bind("who", jr_preload="property", jr_preloadParams="username")
        + bind("n", "decimal")
        + bind("d", "date")
    )
    nodes = "<start/><end/><today/><who/><n>3</n><d>no date</d>"

    instance = started(nodes, binds=rules)

    assert instance.value("/data/start") == "2026-11-25T08:44:44.457+07:00"
    assert instance.value("/data/end") == ""
    assert instance.value("/data/today") == "2026-11-25"
    assert instance.value("/data/who") == ""
    assert instance.value("/data/n") == "3.0"
    assert instance.value("/data/d") == ""
    assert instance.value("/data/meta/instanceID").startswith("uuid:")


def test_a_dynamic_default_is_set_once_at_the_start() -> None:
    setvalue = '<setvalue ref="/data/d" event="odk-instance-first-load" value="today()"/>'
    instance = started("<d/>", binds=bind("d", "date"), model=setvalue, body=ask("d"))
    assert instance.value("/data/d") == "2026-11-25"

    later = moment(now=datetime(2026, 12, 1, 9, 0, tzinfo=ZoneInfo("Asia/Bangkok")))
    again = type(instance).load(instance.form, instance.dump(), later)

    assert again.value("/data/d") == "2026-11-25"


def test_a_value_is_set_when_another_answer_changes() -> None:
    setvalue = (
        '<setvalue ref="/data/b" event="xforms-value-changed" value="concat(/data/a, \'!\')"/>'
    )
    clear = '<setvalue ref="/data/c" event="xforms-value-changed"/>'
    instance = started(
        "<a/><b/><c>old</c>",
        body=ask("a", inside=setvalue) + ask("b", inside=clear) + ask("c"),
    )

    instance.answer("/data/a", "x", moment())
    assert (instance.value("/data/b"), instance.value("/data/c")) == ("x!", "")

    instance.answer("/data/b", "mine", moment())
    instance.answer("/data/a", "x", moment())  # the same again changes nothing
    assert instance.value("/data/b") == "mine"


def test_an_answer_in_place_of_a_calculation_stays_until_its_inputs_change() -> None:
    rules = bind("b", calculate="concat(/data/a, '!')")
    instance = started("<a/><b/>", binds=rules, body=ask("a") + ask("b"))
    instance.answer("/data/a", "x", moment())
    instance.answer("/data/b", "mine", moment())

    again = type(instance).load(instance.form, instance.dump(), moment())
    assert again.value("/data/b") == "mine"

    again.answer("/data/a", "y", moment())
    assert again.value("/data/b") == "y!"


def test_an_answer_is_shown_as_people_read_it() -> None:
    many = ask("b", inside=items("x", "y"), tag="select")
    instance = started(
        "<a>3</a><b/>",
        binds=bind("a", "decimal"),
        body=ask("a") + many,
    )
    instance.answer("/data/b", "x y", moment())

    assert instance.shown("/data/a", None) == "3"
    assert instance.shown("/data/b", None) == "X, Y"


def test_functions_without_arguments_read_the_answer_itself() -> None:
    rule = bind("a", constraint="string-length() < 4 and string(current()) != 'no'")
    instance = started(binds=rule, body=ask("a"))

    assert instance.answer("/data/a", "yes", moment()) is None
    for refused in ("long", "no"):
        refusal = instance.answer("/data/a", refused, moment())
        assert refusal is not None
        assert refusal.kind == "constraint"


def test_a_list_of_choices_may_come_from_answers() -> None:
    chosen = (
        '<select1 ref="/data/head"><label>?</label><itemset nodeset="/data/who/*[. != \'\']">'
        '<value ref="name"/><label ref="name"/></itemset></select1>'
    )
    nodes = "<who><one><name/></one><two><name/></two></who><head/>"
    whole = chosen.replace("[. != '']", "[name != '']")
    instance = started(nodes, body=ask("who/one/name") + ask("who/two/name") + whole)

    instance.answer("/data/who/one/name", "แดง", moment())
    instance.answer("/data/who/two/name", "ดำ", moment())
    assert [choice.label for choice in instance.choices("/data/head", None)] == ["แดง", "ดำ"]

    instance.answer("/data/head", "ดำ", moment())
    instance.answer("/data/who/two/name", "ขาว", moment())
    assert [choice.value for choice in instance.choices("/data/head", None)] == ["แดง", "ขาว"]
    assert instance.value("/data/head") == ""


def test_a_calculated_value_that_no_choice_offers_is_taken_away() -> None:
    rule = bind("a", calculate="/data/n") + bind("x", calculate="concat(/data/a, '!')")
    body = ask("n") + ask("a", inside=items("1", "2"), tag="select1")
    instance = started("<n/><a/><x/>", binds=rule, body=body)

    instance.answer("/data/n", "2", moment())
    assert instance.value("/data/x") == "2!"

    instance.answer("/data/n", "3", moment())
    assert (instance.value("/data/a"), instance.value("/data/x")) == ("", "!")


def test_choices_may_depend_in_a_circle_on_what_they_take_away() -> None:
    rule = bind("prov", relevant="/data/dist != 'none'")
    instance = started("<prov/><dist/>", binds=rule, lists=LISTS, body=ask("prov") + DISTRICTS)

    instance.answer("/data/prov", "90", moment())

    assert instance.answer("/data/dist", "d1", moment()) is None


@pytest.mark.parametrize(
    ("bind_type", "expression", "stored"),
    [
        ("boolean", "'x'", "1"),
        ("boolean", "0", "0"),
        ("boolean", "''", ""),
        ("geopoint", "'13.5 100'", "13.5 100.0 0.0 0.0"),
        ("geopoint", "'nowhere'", "nowhere"),
        ("geotrace", "'13.5 100;14 101'", "13.5 100.0 0.0 0.0; 14.0 101.0 0.0 0.0"),
        ("int", "7.9", "7"),
        ("int", "3000000000", "2147483647"),
        ("int", "1 div 0", "2147483647"),
        ("decimal", "1 div 0", "Infinity"),
        ("string", "-1 div 0", "-Infinity"),
        ("decimal", "7", "7"),
        ("decimal", "7.25", "7.25"),
        ("time", "now()", "08:44:44.457+07:00"),
        ("date", "now()", "2026-11-25"),
        ("dateTime", "today()", "2026-11-25T00:00:00.000+07:00"),
        ("date", "'word'", "word"),
    ],
)
def test_the_outcome_of_a_calculation_is_stored_by_its_type(
    bind_type: str,
    expression: str,
    stored: str,
) -> None:
    instance = started(binds=bind("a", bind_type, calculate=expression))

    assert instance.value("/data/a") == stored
    again = type(instance).load(instance.form, instance.dump(), moment())
    assert again.dump() == instance.dump()


def test_a_stored_truth_is_read_by_the_type_of_its_bind() -> None:
    rules = bind("b", "boolean") + bind("x", calculate="if(/data/b, 'yes', 'no')")

    assert started("<b>true</b><x/>", binds=rules).value("/data/x") == "yes"
    assert started("<b>false</b><x/>", binds=rules).value("/data/x") == "no"
