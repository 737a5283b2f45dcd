"""How an instance is kept as a draft and written as a submission."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from dialogue.xforms.errors import StateError
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance
from tests.dialogue.xforms.building import ask, bind, moment, started, xform

NODES = "<a/><g><b>kept</b></g><end/>"
RULES = bind("g", relevant="/data/a = 'yes'") + bind(
    "end", "dateTime", jr_preload="timestamp", jr_preloadParams="end"
)
LATER = datetime(2026, 11, 26, 10, 0, tzinfo=ZoneInfo("Asia/Bangkok"))


def visit() -> Instance:
    return started(NODES, binds=RULES, body=ask("a") + ask("g/b"))


def test_a_draft_keeps_what_is_not_relevant() -> None:
    instance = visit()
    number = instance.value("/data/meta/instanceID")

    assert instance.dump() == (
        '<data id="visit" version="3"><a/><g><b>kept</b></g><end/>'
        f"<meta><instanceID>{number}</instanceID></meta></data>"
    )


def test_a_submission_leaves_out_what_is_not_relevant_and_bears_its_end() -> None:
    instance = visit()
    number = instance.value("/data/meta/instanceID")

    assert instance.submission(moment(now=LATER)) == (
        '<data id="visit" version="3"><a/><end>2026-11-26T10:00:00.000+07:00</end>'
        f"<meta><instanceID>{number}</instanceID></meta></data>"
    )
    assert instance.value("/data/end") == ""


def test_a_draft_is_taken_up_as_it_was_left() -> None:
    instance = visit()
    instance.answer("/data/a", "yes", moment())

    again = Instance.load(instance.form, instance.dump(), moment(now=LATER))

    assert again.dump() == instance.dump()
    assert again.relevant("/data/g/b")


def test_a_calculated_value_keeps_its_kind_in_a_draft() -> None:
    rules = (
        bind("b", calculate="/data/a = 'yes'")
        + bind("n", calculate="string-length(/data/a)")
        + bind("d", calculate="today()")
        + bind("t", "int", calculate="'5'")
        + bind("x", calculate="concat(/data/b, /data/n + 1, /data/d, /data/t, /data/c)")
    )
    instance = started("<a/><b/><n/><d/><t/><x/><c/>", binds=rules, body=ask("a") + ask("c"))
    instance.answer("/data/a", "yes", moment())
    draft = instance.dump()
    assert '<b as="boolean">1</b><n as="number">3</n><d as="date">' in draft
    assert '<t as="string">5</t>' in draft

    again = Instance.load(instance.form, draft, moment())
    again.answer("/data/c", "!", moment())

    assert again.value("/data/x") == "true42026-11-255!"
    assert ' as="' not in again.submission(moment())


@pytest.mark.parametrize(
    "text", ["<b>&amp;\"'</b>", "a\r\nb\tc", "]]>", " ", "\ufffe", "<!DOCTYPE x>"]
)
def test_any_text_survives_the_draft(text: str) -> None:
    instance = visit()
    instance.answer("/data/a", text, moment())

    again = Instance.load(instance.form, instance.dump(), moment())

    assert again.value("/data/a") == instance.value("/data/a")


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        ("", "no XML"),
        ("<data>", "no XML"),
        ('<!DOCTYPE d [<!ENTITY e "x">]><data id="visit" version="3"><a>&e;</a></data>', "refused"),
        ('<other id="visit" version="3"/>', "'other'"),
        ('<data id="else" version="3"/>', "another id: 'else'"),
        ('<data id="visit" version="2"/>', "another version: '2'"),
        ('<data id="visit" version="3"><z/></data>', "/data has no place for 'z'"),
        ('<data id="visit" version="3"><a/><a/></data>', "/data has no place for 'a'"),
        ('<data id="visit" version="3"><a><b/></a></data>', "/data/a holds no other nodes"),
        ('<data id="visit" version="3"><a as="nonsense">1</a></data>', "no such kind"),
    ],
)
def test_a_draft_that_does_not_fit_its_form_is_refused(draft: str, reason: str) -> None:
    form = visit().form

    with pytest.raises(StateError) as refusal:
        Instance.load(form, draft, moment())

    assert reason in str(refusal.value)


def test_a_submission_can_be_taken_up_again_with_blanks_for_what_it_left_out() -> None:
    instance = visit()

    again = Instance.load(instance.form, instance.submission(moment()), moment())

    assert again.value("/data/g/b") == ""


def test_the_names_of_openrosa_keep_their_prefix() -> None:
    text = xform().replace(
        "<meta><instanceID/></meta>",
        "<orx:meta><orx:instanceID/></orx:meta>",
    )
    instance = Instance.new(Form.parse(text), moment())
    number = instance.value("/data/meta/instanceID")

    assert instance.submission(moment()) == (
        '<data xmlns:orx="http://openrosa.org/xforms" id="visit" version="3"><a/>'
        f"<orx:meta><orx:instanceID>{number}</orx:instanceID></orx:meta></data>"
    )


def test_a_root_with_a_namespace_of_its_own_keeps_it() -> None:
    text = xform(root='id="visit" version="3" xmlns="https://example.org/form"')

    instance = Instance.new(Form.parse(text), moment())

    assert instance.dump().startswith('<data xmlns="https://example.org/form" id="visit"')
    assert Instance.load(instance.form, instance.dump(), moment()).dump() == instance.dump()


def test_the_same_moment_begins_the_same_instance() -> None:
    assert visit().dump() == visit().dump()
    assert visit().dump() != started(NODES, at=moment(seed="another"), binds=RULES).dump()


def test_an_instance_without_an_id_gets_one_when_it_is_sent() -> None:
    form = visit().form

    instance = Instance.load(form, '<data id="visit" version="3"/>', moment())

    assert "<instanceID>uuid:" in instance.submission(moment())
