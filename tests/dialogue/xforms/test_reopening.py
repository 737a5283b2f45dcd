"""A submission opened again: what stays, what is new, and what nobody knows any more."""

from datetime import timedelta

import pytest

from dialogue.moment import Moment
from dialogue.xforms.errors import StateError
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance
from dialogue.xforms.keeping import blanked
from dialogue.xforms.reopening import same_answers
from tests.dialogue.xforms.building import NOW, ask, bind, moment, repeat, started, xform

LATER = NOW + timedelta(days=3)


def later(seed: str = "later") -> Moment:
    return moment(now=LATER, seed=seed)


def reopened(instance: Instance, *, gone: tuple[str, ...] = ()) -> Instance:
    submission = blanked(instance.submission(moment()), gone)
    return Instance.reopen(instance.form, submission, later(), gone=gone)


def instance_id(instance: Instance) -> str:
    return instance.value("/data/meta/instanceID")


def test_it_has_a_new_instance_id_and_is_as_it_was() -> None:
    first = started("<a/><b/>", body=ask("a") + ask("b"))
    first.answer("/data/a", "x", moment())

    again = reopened(first)

    assert instance_id(again).startswith("uuid:")
    assert instance_id(again) != instance_id(first)
    assert (again.value("/data/a"), again.value("/data/b")) == ("x", "")


def test_its_submission_names_what_it_takes_the_place_of() -> None:
    first = started("<a/>", body=ask("a"))
    again = reopened(first)

    written = again.submission(later(), corrects=instance_id(first))

    assert written == (
        f'<data id="visit" version="3"><a/><meta><instanceID>{instance_id(again)}</instanceID>'
        f"<deprecatedID>{instance_id(first)}</deprecatedID></meta></data>"
    )


def test_what_it_takes_the_place_of_is_named_in_the_namespace_of_the_instance_id() -> None:
    text = xform("<a/>", body=ask("a")).replace(
        "<meta><instanceID/></meta>", "<orx:meta><orx:instanceID/></orx:meta>"
    )
    first = Instance.new(Form.parse(text), moment())

    again = reopened(first)

    number = instance_id(again)
    assert again.submission(later(), corrects="uuid:old").endswith(
        f"<orx:meta><orx:instanceID>{number}</orx:instanceID>"
        "<orx:deprecatedID>uuid:old</orx:deprecatedID></orx:meta></data>"
    )


def test_a_correction_can_be_corrected() -> None:
    first = started("<a/>", body=ask("a"))
    second = reopened(first)
    written = second.submission(later(), corrects=instance_id(first))

    third = Instance.reopen(first.form, written, later("third"))

    last = third.submission(later(), corrects=instance_id(second))
    assert last.count("deprecatedID>") == 2
    assert f"<deprecatedID>{instance_id(second)}</deprecatedID>" in last
    assert len({instance_id(one) for one in (first, second, third)}) == 3


def test_what_is_set_at_the_first_load_is_not_set_again_and_what_is_at_each_load_is() -> None:
    first = started(
        "<start/><born/><opened/><ready/><once/>",
        binds=bind("start", "dateTime", jr_preload="timestamp", jr_preloadParams="start")
        + bind("once", calculate="once(string(now()))"),
        model='<setvalue ref="/data/born" event="odk-instance-first-load" value="now()"/>'
        '<setvalue ref="/data/ready" event="xforms-ready" value="now()"/>'
        '<setvalue ref="/data/opened" event="odk-instance-load" value="now()"/>',
    )
    before = {name: first.value(f"/data/{name}") for name in ("start", "born", "ready", "once")}

    again = reopened(first)

    assert {name: again.value(f"/data/{name}") for name in before} == before
    assert first.value("/data/opened") == "2026-11-25T08:44:44.457+07:00"
    assert again.value("/data/opened") == "2026-11-28T08:44:44.457+07:00"


def test_what_was_calculated_belongs_to_its_day_until_what_it_reads_changes() -> None:
    rules = bind("born", "date") + bind(
        "days", "int", calculate="int(decimal-date-time(today()) - decimal-date-time(/data/born))"
    )
    first = started("<born/><days/><other/>", binds=rules, body=ask("born") + ask("other"))
    first.answer("/data/born", "2026-11-20", moment())

    again = reopened(first)
    again.answer("/data/other", "x", later())
    before = again.value("/data/days")
    again.answer("/data/born", "2026-11-21", later())

    assert (before, again.value("/data/days")) == ("5", "7")


def test_a_calculated_truth_is_still_one() -> None:
    rules = bind("ill", calculate="/data/a = 'yes'") + bind("b", relevant="/data/ill")
    first = started("<a/><ill/><b/>", binds=rules, body=ask("a") + ask("b"))
    first.answer("/data/a", "no", moment())
    assert first.value("/data/ill") == "0"

    assert not reopened(first).relevant("/data/b")


def test_what_was_not_relevant_begins_as_in_a_new_form() -> None:
    rules = bind("g", relevant="/data/a = 'yes'") + bind("g/c", calculate="concat('c', 1)")
    first = started("<a/><g><b>usual</b><c/></g>", binds=rules, body=ask("a") + ask("g/b"))
    assert "<g>" not in first.submission(moment())

    again = reopened(first)
    again.answer("/data/a", "yes", later())

    assert (again.value("/data/g/b"), again.value("/data/g/c")) == ("usual", "c1")


def test_an_answer_that_was_blanked_on_purpose_does_not_get_its_default_again() -> None:
    first = started("<a>usual</a>", body=ask("a"))
    first.answer("/data/a", "", moment())

    assert reopened(first).value("/data/a") == ""


def members() -> Instance:
    rules = bind("m/born", "date", line_keep="no") + bind(
        "m/age", "int", calculate="2026 - number(substr(../born, 0, 4))"
    )
    first = started(
        "<m><name/><born/><age/><school/></m>",
        binds=rules + bind("m/school", relevant="../born != '' and ../age < 18"),
        body=repeat("m", ask("m/name") + ask("m/born") + ask("m/school")),
    )
    for number, (name, born) in enumerate((("ก", "2019-05-05"), ("ข", "1980-05-05")), 1):
        if number == 2:
            first.add("/data/m")
        first.answer(f"/data/m[{number}]/name", name, moment())
        first.answer(f"/data/m[{number}]/born", born, moment())
    first.answer("/data/m[1]/school", "yes", moment())
    return first


def test_every_instance_of_a_repeat_comes_back_and_no_other() -> None:
    again = reopened(members())

    assert again.repeats("/data/m") == ("/data/m[1]", "/data/m[2]")
    assert [again.value(f"/data/m[{n}]/name") for n in (1, 2)] == ["ก", "ข"]
    assert [again.relevant(f"/data/m[{n}]/school") for n in (1, 2)] == [True, False]


def test_what_follows_from_an_answer_that_is_gone_stays_as_it_was() -> None:
    again = reopened(members(), gone=("/data/m/born",))

    assert again.gone == ("/data/m[1]/born", "/data/m[2]/born")
    assert [again.value(f"/data/m[{n}]/age") for n in (1, 2)] == ["7", "46"]
    assert [again.relevant(f"/data/m[{n}]/school") for n in (1, 2)] == [True, False]


def test_it_stays_so_in_the_draft_too() -> None:
    again = reopened(members(), gone=("/data/m/born",))
    again.answer("/data/m[1]/name", "ค", later())

    draft = Instance.load(again.form, again.dump(), later(), gone=again.gone)
    draft.answer("/data/m[1]/name", "ง", later())

    assert draft.value("/data/m[1]/age") == "7"
    assert "<school>yes</school>" in draft.submission(later())


def test_a_new_instance_is_computed_beside_those_whose_answers_are_gone() -> None:
    again = reopened(members(), gone=("/data/m/born",))

    path = again.add("/data/m")
    again.answer(f"{path}/born", "2020-01-01", later())

    assert again.value(f"{path}/age") == "6"
    assert again.relevant(f"{path}/school")
    assert again.value("/data/m[1]/age") == "7"


def test_what_follows_from_what_is_known_is_calculated_though_something_is_gone() -> None:
    rules = bind("born", line_keep="no") + bind("age", "int", calculate="2026 - /data/born")
    rules += bind("due", "int", calculate="/data/age + /data/given")
    first = started("<born/><age/><given/><due/>", binds=rules, body=ask("born") + ask("given"))
    first.answer("/data/born", "2020", moment())
    first.answer("/data/given", "1", moment())

    again = reopened(first, gone=("/data/born",))
    again.answer("/data/given", "3", later())

    assert (again.value("/data/age"), again.value("/data/due")) == ("6", "9")


def test_a_rule_that_reads_what_is_gone_forbids_nothing() -> None:
    rules = bind("most", "int", line_keep="no")
    rules += bind("n", "int", constraint=". <= /data/most", required="/data/most > 0")
    first = started("<most/><n/>", binds=rules, body=ask("most") + ask("n"))
    first.answer("/data/most", "5", moment())
    first.answer("/data/n", "4", moment())

    again = reopened(first, gone=("/data/most",))

    assert again.answer("/data/n", "5", later()) is None
    assert again.invalid() == ()
    assert not again.required("/data/n")


def test_an_answer_that_may_be_gone_and_is_not_counts_as_any_other() -> None:
    first = started("<a/>", binds=bind("a", line_keep="9d"), body=ask("a"))
    first.answer("/data/a", "x", moment())
    submission = first.submission(moment())

    again = Instance.reopen(first.form, submission, later(), gone=("/data/a",))

    assert again.gone == ()
    assert again.value("/data/a") == "x"


def test_attributes_come_back() -> None:
    first = started(
        '<a/><e id="" create="1"/>',
        body=ask("a"),
        model=('<setvalue ref="/data/e/@id" event="odk-instance-first-load" value="uuid()"/>'),
    )
    entity = first.value("/data/e/@id")
    assert entity

    assert reopened(first).value("/data/e/@id") == entity


@pytest.mark.parametrize(
    "submission",
    [
        '<data id="visit" version="2"><a/></data>',
        '<data id="visit" version="3"><other/></data>',
        '<data id="visit" version="3"><a><b/></a></data>',
        "no XML",
    ],
)
def test_what_is_no_submission_of_this_version_is_not_opened(submission: str) -> None:
    form = started("<a/>", body=ask("a")).form

    with pytest.raises(StateError):
        Instance.reopen(form, submission, later())


def test_more_instances_than_there_may_be_are_not_opened() -> None:
    form = started("<m><n/></m>", body=repeat("m", ask("m/n"))).form
    many = "<m><n/></m>" * 201

    with pytest.raises(StateError):
        Instance.reopen(form, f'<data id="visit" version="3">{many}</data>', later())


def test_only_answers_tell_one_submission_from_another() -> None:
    rules = bind("c", calculate="now()") + bind(
        "end", jr_preload="timestamp", jr_preloadParams="end"
    )
    first = started(
        "<a/><c/><end/><m><n/></m>", binds=rules, body=ask("a") + repeat("m", ask("m/n"))
    )
    first.answer("/data/a", "x", moment())
    submission = first.submission(moment())
    again = Instance.reopen(first.form, submission, later())
    same = again.submission(later(), corrects=instance_id(first))
    again.add("/data/m")
    more = again.submission(later())
    again.remove("/data/m[2]")
    again.answer("/data/a", "y", later())
    other = again.submission(later())

    assert same_answers(first.form, submission, same)
    assert not same_answers(first.form, submission, more)
    assert not same_answers(first.form, submission, other)
