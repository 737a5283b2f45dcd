"""What holds of repeats whatever is answered, added and removed."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogue.xforms import recompute
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance
from tests.dialogue.xforms.building import ask, bind, items, listed, moment, repeat, xform

RULES = (
    bind("n", "int")
    + bind("m", relevant="/data/hide != 'all'")
    + bind("m/age", "int", constraint=". < 120")
    + bind("m/sex", relevant="../age > 3")
    + bind("m/no", calculate="position(..)")
    + bind("m/own", calculate="sum(/data/m/age)")
    + bind("m/all", calculate="sum(../../m/age)")
    + bind("m/before", calculate="indexed-repeat(/data/m/age, /data/m, ../no - 1)")
    + bind("m/k/w", "int")
    + bind("m/k/told", calculate="concat(../../name, position(..), /data/total)")
    + bind("m/heavy", calculate="max(../k/w)")
    + bind("total", calculate="sum(/data/m/age) + sum(/data/m/k/w)")
    + bind("old", calculate="count(/data/m[age >= 60 and sex = 'f'])")
    + bind("names", calculate="join(',', /data/m/name)")
    + bind("c/twice", calculate="concat(../kind, ../kind, /data/n)")
    + bind("kinds", calculate="join(' ', /data/c/twice)")
)
NODES = (
    "<hide/><n/><m><name/><age/><sex/><work/><no/><own/><all/><before/><k><w/><told/></k><heavy/></m>"
    "<c><kind/><twice/></c><total/><old/><names/><kinds/>"
)
WORK = (
    '<select1 ref="/data/m/work"><label>?</label>'
    "<itemset nodeset=\"instance('w')/root/item[who = current()/../sex]\">"
    '<value ref="name"/><label ref="label"/></itemset></select1>'
)
BODY = (
    ask("hide")
    + ask("n")
    + repeat(
        "m",
        ask("m/name")
        + ask("m/age")
        + ask("m/sex", inside=items("f", "m"), tag="select1")
        + WORK
        + repeat("m/k", ask("m/k/w")),
    )
    + repeat("c", ask("c/kind"), count="/data/n")
)
FORM = Form.parse(
    xform(NODES, binds=RULES, body=BODY, lists=listed("w", "x X who=f", "y Y who=m", "z Z who=f"))
)

values = st.sampled_from(
    ["", "all", "0", "1", "2", "3", "5", "70", "119", "200", "f", "m", "x", "y"]
)
moves = st.lists(
    st.tuples(
        st.sampled_from(["answer", "answer", "answer", "add", "remove"]), st.integers(0, 50), values
    ),
    max_size=25,
)
quickly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def moved(way: list[tuple[str, int, str]], *, kept: bool = False) -> Instance:
    """Make these moves; `kept` writes and reads the draft between any two."""
    instance = Instance.new(FORM, moment())
    for move, place, value in way:
        if kept:
            instance = Instance.load(FORM, instance.dump(), moment())
        make(instance, move, place, value)
    return instance


def make(instance: Instance, move: str, place: int, value: str) -> None:
    steps = instance.steps()
    places = [step.path for step in steps if step.control.kind == "repeat"]
    asked = [step.path for step in steps if step.control.kind == "question"]
    if move == "answer":
        instance.answer(asked[place % len(asked)], value, moment())
    elif move == "add" and places:
        add(instance, places[place % len(places)])
    elif move == "remove" and places:
        instances = instance.repeats(places[place % len(places)])
        if instances:
            instance.remove(instances[place % len(instances)])


def add(instance: Instance, path: str) -> None:
    if instance.wanted(path) is None and len(instance.repeats(path)) < 5:
        instance.add(path)


@quickly
@given(moves)
def test_a_draft_with_repeats_read_and_written_again_is_the_same(
    way: list[tuple[str, int, str]],
) -> None:
    draft = moved(way).dump()

    assert Instance.load(FORM, draft, moment()).dump() == draft


@quickly
@given(moves)
def test_losing_the_process_between_any_two_moves_changes_nothing(
    way: list[tuple[str, int, str]],
) -> None:
    straight, kept = moved(way), moved(way, kept=True)

    assert straight.dump() == kept.dump()
    assert straight.steps() == kept.steps()
    assert straight.submission(moment()) == kept.submission(moment())


@quickly
@given(moves)
def test_what_follows_from_a_move_is_what_all_rules_computed_anew_would_say(
    way: list[tuple[str, int, str]],
) -> None:
    instance = moved(way)
    before = instance.dump()

    recompute.everything(FORM.plan, instance._env)  # noqa: SLF001  # to compute it all

    assert instance.dump() == before


@quickly
@given(moves)
def test_everything_can_be_asked_of_any_instance(way: list[tuple[str, int, str]]) -> None:
    instance = moved(way)

    for step in instance.steps():
        instance.label(step.path, None)
        if step.control.kind == "repeat":
            instance.wanted(step.path)
            continue
        instance.choices(step.path, None)
        instance.shown(step.path, None)
        instance.required(step.path)
        assert step.path.startswith(step.repeats[-1].path if step.repeats else "/data")
    assert set(instance.invalid()) <= {step.path for step in instance.steps()}


@quickly
@given(st.integers(0, 9), st.integers(0, 9))
def test_a_count_that_changes_never_takes_answers_away(first: int, second: int) -> None:
    instance = Instance.new(FORM, moment())
    instance.answer("/data/n", str(first), moment())
    for path in instance.repeats("/data/c"):
        instance.answer(f"{path}/kind", "x", moment())

    instance.answer("/data/n", str(second), moment())

    assert len(instance.repeats("/data/c")) == max(first, second)
    assert instance.dump().count("<kind>x</kind>") == first
