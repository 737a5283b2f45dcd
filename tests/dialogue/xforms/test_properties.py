"""What holds whatever is answered, and whatever is written as an expression."""

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogue.xforms.errors import FormError, StateError
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance
from dialogue.xforms.xpath.functions import FUNCTIONS
from tests.dialogue.xforms.building import ask, bind, computed, items, listed, moment, xform

RULES = (
    bind("consent", required="true()")
    + bind("g", relevant="/data/consent = 'yes'")
    + bind("g/age", "int", constraint=". >= 0 and . <= 120", required="true()")
    + bind("g/weight", "decimal", relevant="/data/g/age < 15")
    + bind("g/seen", "date", constraint=". <= today()")
    + bind("g/at", "time")
    + bind("g/place", "geopoint")
    + bind("old", calculate="if(/data/g/age >= 60, 'old', /data/g/age + 1)")
    + bind("due", "date", calculate="if(/data/g/seen = '', '', date(/data/g/seen + 30))")
    + bind("flag", calculate="selected(/data/g/needs, 'food') and /data/g/age > 1")
    + bind("words", calculate="concat(/data/note, format-date(/data/due, '%e %b'), sum(/data/g/*))")
)
BODY = (
    ask("consent", inside=items("yes", "no"), tag="select1")
    + '<group ref="/data/g"><label>G</label>'
    + "".join(ask(f"g/{name}") for name in ("age", "weight", "seen", "at", "place"))
    + ask("g/needs", inside=items("food", "home", "care"), tag="select")
    + '<select1 ref="/data/g/dist"><label>?</label><itemset '
    "nodeset=\"instance('dist')/root/item[selected(/data/g/needs, need)]\">"
    '<value ref="name"/><label ref="label"/></itemset></select1></group>' + ask("note")
)
FORM = Form.parse(
    xform(
        "<consent/><g><age/><weight/><seen/><at/><place/><needs/><dist/></g><note/>"
        "<old/><due/><flag/><words/>",
        binds=RULES,
        body=BODY,
        lists=listed("dist", "d1 หนึ่ง need=food", "d2 สอง need=home", "d3 สาม need=home"),
    ),
)
QUESTIONS = [control.path for control in FORM.controls if control.kind == "question"]

values = st.one_of(
    st.sampled_from(
        [
            "",
            "yes",
            "no",
            "food",
            "food home",
            "d1",
            "d2",
            "5",
            "70",
            "-1",
            "3.5",
            "OK",
            "2026-11-20",
            "2031-01-01",
            "08:30",
            "13.7 100.5",
            "2026-11-20T08:30",
        ],
    ),
    st.text(max_size=12),
)
answers = st.lists(st.tuples(st.sampled_from(QUESTIONS), values), max_size=25)
quickly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def filled(given_answers: list[tuple[str, str]], *, kept: bool = False) -> Instance:
    """Answer in turn; `kept` writes and reads the draft between any two answers."""
    instance = Instance.new(FORM, moment())
    for path, value in given_answers:
        if kept:
            instance = Instance.load(FORM, instance.dump(), moment())
        instance.answer(path, value, moment())
    return instance


@quickly
@given(answers)
def test_a_draft_read_and_written_again_is_the_same(given_answers: list[tuple[str, str]]) -> None:
    draft = filled(given_answers).dump()

    assert Instance.load(FORM, draft, moment()).dump() == draft


@quickly
@given(answers)
def test_losing_the_process_between_any_two_answers_changes_nothing(
    given_answers: list[tuple[str, str]],
) -> None:
    straight, kept = filled(given_answers), filled(given_answers, kept=True)

    assert straight.dump() == kept.dump()
    assert straight.submission(moment()) == kept.submission(moment())
    assert straight.steps() == kept.steps()


@quickly
@given(answers)
def test_what_follows_from_the_answers_is_what_all_rules_computed_anew_would_say(
    given_answers: list[tuple[str, str]],
) -> None:
    instance = filled(given_answers)

    anew = Instance.new(FORM, moment())
    for _ in range(4):  # until what depends on what is shown has been shown
        for path in QUESTIONS:
            anew.answer(path, instance.value(path), moment())

    for path in ("/data/old", "/data/due", "/data/flag", "/data/words"):
        if instance.relevant("/data/g"):
            assert anew.value(path) == instance.value(path)


@quickly
@given(st.lists(answers, min_size=1, max_size=3))
def test_a_refused_answer_changes_nothing(runs: list[list[tuple[str, str]]]) -> None:
    instance = filled(runs[0])
    for path, value in runs[-1]:
        before = instance.dump()
        if instance.answer(path, value, moment()) is not None:
            assert instance.dump() == before


@quickly
@given(answers)
def test_everything_can_be_asked_at_any_time(given_answers: list[tuple[str, str]]) -> None:
    instance = filled(given_answers)

    for control in FORM.controls:
        instance.label(control.path, None)
        instance.choices(control.path, None)
        instance.bounds(control.path)
        instance.shown(control.path, None)
        instance.required(control.path)
    assert set(instance.invalid()) <= {step.path for step in instance.steps()}


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="/data.g*[]()'1 +-=<>|@:,nodetrue$ก\"", max_size=30))
def test_any_expression_is_run_or_refused(expression: str) -> None:
    with suppress(FormError):
        computed(expression, nodes="<g><n>5</n></g>")


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="<>/data id=\"visit3'&;! x", max_size=40))
def test_any_draft_is_read_or_refused(draft: str) -> None:
    with suppress(StateError):
        Instance.load(FORM, draft, moment())


ATOMS = (
    "''|'a'|'1'|'-1.5'|'2026-11-22'|'2026-11-22T08:30:00.000+07:00'|'a b c'|'%Y'|'('|0|1|-1|0.5|40|"
    "99999999999999999999|(1 div 0)|(-1 div 0)|(0 div 0)|true()|false()|today()|now()|"
    "date(-719162)|date(2932896)|date-time(2932896.9)|/data/g/*|/data/g/n|/data/g/b|/data/day|"
    "/data/at|/data/nowhere|instance('l')/root/item|instance('l')/root/item/name|current()|../day"
)
OPERATORS = ["+", "-", "*", "div", "mod", "=", "!=", "<", "<=", ">", ">=", "and", "or"]
calls = st.recursive(
    st.sampled_from(ATOMS.split("|")),
    lambda inner: st.one_of(
        st.builds(
            lambda name, args: f"{name}({', '.join(args)})",
            st.sampled_from(sorted(FUNCTIONS)),
            st.lists(inner, max_size=4),
        ),
        st.builds(
            lambda left, op, right: f"({left} {op} {right})",
            inner,
            st.sampled_from(
                ["+", "-", "*", "div", "mod", "=", "!=", "<", "<=", ">", ">=", "and", "or"]
            ),
            inner,
        ),
        st.builds(lambda nodes, one: f"({nodes})[{one}]", inner, inner),
    ),
    max_leaves=6,
)


@settings(max_examples=400, deadline=None)
@given(calls)
def test_any_call_with_any_values_is_run_or_refused(call: str) -> None:
    rules = bind("g/n", "int") + bind("day", "date") + bind("at", "time")
    nodes = "<g><n>5</n><b/></g><day>2026-11-22</day><at>08:30:00.000+07:00</at>"
    with suppress(FormError):
        computed(call, nodes=nodes, binds=rules, lists=listed("l", "x X k=1", "y Y k=2"))
