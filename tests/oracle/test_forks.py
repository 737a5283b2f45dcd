"""Where ODK's two engines differ beyond the six: each shown by the least form that shows it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from dialogue.moment import Moment
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance
from tests.oracle.engines import Engine, JavaRosa, WebForms

MOMENT = Moment(now=datetime(2026, 11, 25, 5, 0, tzinfo=UTC), seed="forks")
SETTINGS = "| settings |\n| | name |\n| | data |"
IN_A_REPEAT = """| survey |
| | type | name | label | calculation |
| | begin_repeat | r | R | |
| | integer | q | Q | |
| | calculate | x | | {} |
| | end_repeat | | | |
"""
TWO_INSTANCES = ("/data/r[1]/q = 1", "add /data/r", "/data/r[2]/q = 2")
CALCULATED = """| survey |
| | type | name | label | calculation |
| | integer | a | A | |
| | integer | b | B | ${a} * 0 |
"""
HIDDEN = """| survey |
| | type | name | label | relevant | calculation |
| | begin_repeat | r | R | false() | |
| | integer | q | Q | | |
| | end_repeat | | | | |
| | calculate | x | | | count(${q}) |
"""
SQUARE = "0.5 0.5 0 0; 0.5 1.5 0 0; 1.5 1.5 0 0; 1.5 0.5 0 0; 0.5 0.5 0 0"
FIELD = """| survey |
| | type | name | label | calculation |
| | geoshape | s | S | |
| | calculate | x | | round(area(${s}) div 1000000, 2) |
"""
WORK = """| survey |
| | type | name | label | relevant | choice_filter |
| | integer | age | Age | | |
| | select_one sex | sex | Sex | ${age} > 5 | |
| | select_one work | work | Work | | who = 'all' or who = ${sex} |
| choices |
| | list_name | name | label | who |
| | sex | f | F | |
| | sex | m | M | |
| | work | farm | Farm | all |
| | work | weave | Weave | f |
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fork:
    """A form, what is done, where one looks, and what each engine shows; ours follows one."""

    form: str
    steps: tuple[str, ...]
    path: str
    javarosa: str
    web_forms: str
    ours: str


FORKS = {
    "g: JavaRosa leaves other instances as they were": Fork(
        form=IN_A_REPEAT.format("sum(../../r/q)"),
        steps=TWO_INSTANCES,
        path="/data/r[1]/x",
        javarosa="1",
        web_forms="3",
        ours="3",
    ),
    "h: an absolute path inside of its repeat means the own instance": Fork(
        form=IN_A_REPEAT.format("sum(/data/r/q)"),
        steps=TWO_INSTANCES,
        path="/data/r[1]/x",
        javarosa="1",
        web_forms="3",
        ours="1",
    ),
    "i: a calculation that yields the same replaces an answer": Fork(
        form=CALCULATED,
        steps=("/data/a = 1", "/data/b = 9", "/data/a = 2"),
        path="/data/b",
        javarosa="0",
        web_forms="9",
        ours="0",
    ),
    "j: what is not relevant is not counted": Fork(
        form=HIDDEN,
        steps=(),
        path="/data/x",
        javarosa="0",
        web_forms="1",
        ours="0",
    ),
    "k: an area is measured by another formula": Fork(
        form=FIELD,
        steps=(f"/data/s = {SQUARE}",),
        path="/data/x",
        javarosa="12389.53",
        web_forms="12389.84",
        ours="12389.53",
    ),
    "l: choices are filtered by what is not relevant any more": Fork(
        form=WORK,
        steps=("/data/age = 30", "/data/sex = f", "/data/work = weave", "/data/age = 3"),
        path="/data/work",
        javarosa="weave",
        web_forms="",
        ours="",
    ),
}


@pytest.mark.parametrize("fork", FORKS.values(), ids=FORKS)
def test_we_follow_what_is_written_down(fork: Fork) -> None:
    instance = Instance.new(Form.parse(converted(fork)), MOMENT)

    for step in fork.steps:
        path, _, value = step.partition(" = ")
        if value:
            assert instance.answer(path, value, MOMENT) is None
        else:
            instance.add(path.removeprefix("add "))

    assert instance.value(fork.path) == fork.ours


@pytest.mark.oracle
@pytest.mark.parametrize("fork", FORKS.values(), ids=FORKS)
def test_javarosa_shows_the_fork(fork: Fork, javarosa: JavaRosa, tmp_path: Path) -> None:
    assert shown(fork, javarosa, tmp_path) == fork.javarosa


@pytest.mark.webforms
@pytest.mark.parametrize("fork", FORKS.values(), ids=FORKS)
def test_web_forms_shows_the_fork(fork: Fork, webforms: WebForms, tmp_path: Path) -> None:
    assert shown(fork, webforms, tmp_path) == fork.web_forms


def shown(fork: Fork, engine: Engine, folder: Path) -> str:
    form = folder / "form.xml"
    form.write_text(converted(fork), encoding="utf-8")
    state = engine.open(form, "")
    for step in fork.steps:
        path, _, value = step.partition(" = ")
        adding = path.removeprefix("add ")
        state = engine.set(path, value) if value else engine.add(adding)
    return str(state[fork.path]["value"])


def converted(fork: Fork) -> str:
    return str(convert(xlsform=fork.form + SETTINGS, file_type=".md").xform)
