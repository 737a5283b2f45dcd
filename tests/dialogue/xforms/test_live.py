"""Lists whose rows are those of the turn: read when they are asked for, never held by the form."""

from collections.abc import Iterable, Mapping

import pytest

from dialogue.xforms.errors import FormError
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance
from tests.dialogue.xforms.building import ask, bind, escaped, moment, xform

KHAM = {"name": "u1", "label": "ยายคำ", "__version": "2", "sex": "female"}
MI = {"name": "u2", "label": "ตามี", "__version": "1", "sex": "male"}
DAO = {"name": "u3", "label": "น้องดาว", "__version": "1", "sex": "female"}


def calculated(name: str, calculation: str) -> str:
    return f'<bind nodeset="/data/{name}" calculate="{escaped(calculation)}"/>'


def select(nodeset: str) -> str:
    return (
        f'<select1 ref="/data/who"><label>who</label><itemset nodeset="{escaped(nodeset)}">'
        '<value ref="name"/><label ref="label"/></itemset></select1>'
    )


def form(nodeset: str = "instance('persons')/root/item") -> Form:
    """Make a form that asks for a person, and reads what the list says of him or her."""
    text = xform(
        "<sex/><who/><version/><pulled/><count/>",
        binds=calculated("version", "instance('persons')/root/item[name = /data/who]/__version")
        + calculated("pulled", "pulldata('persons', 'sex', 'name', /data/who)")
        + calculated("count", "count(instance('persons')/root/item[sex = /data/sex])")
        + bind("who"),
        body=ask("sex") + select(nodeset),
        lists='<instance id="persons" src="jr://file-csv/persons.csv"/>',
    )
    return Form.parse(text, is_live=lambda name: name == "persons")


def filled(asking: Form, *rows: Mapping[str, str]) -> Instance:
    return Instance.new(asking.beside(lambda _name: rows), moment())


def offered(instance: Instance) -> list[tuple[str, str]]:
    return [(choice.value, choice.label) for choice in instance.choices("/data/who", None)]


def test_the_rows_of_the_turn_are_offered_in_their_order() -> None:
    asking = form()

    assert offered(filled(asking, KHAM, MI)) == [("u1", "ยายคำ"), ("u2", "ตามี")]
    assert offered(filled(asking, DAO)) == [("u3", "น้องดาว")]
    assert offered(Instance.new(asking, moment())) == []


def test_what_the_list_says_is_looked_up() -> None:
    instance = filled(form(), KHAM, MI, DAO)

    assert instance.answer("/data/who", "u1", moment()) is None
    assert instance.answer("/data/sex", "female", moment()) is None

    assert instance.value("/data/version") == "2"
    assert instance.value("/data/pulled") == "female"
    assert instance.value("/data/count") == "2"


def test_a_filter_sees_the_answers() -> None:
    instance = filled(form("instance('persons')/root/item[sex = /data/sex]"), KHAM, MI, DAO)

    instance.answer("/data/sex", "male", moment())

    assert offered(instance) == [("u2", "ตามี")]
    assert instance.answer("/data/who", "u1", moment()) is not None


def test_an_answer_stays_though_the_list_has_become_another_one() -> None:
    asking = form()
    instance = filled(asking, KHAM, MI)
    instance.answer("/data/who", "u1", moment())

    later = Instance.load(asking.beside(lambda _name: [MI]), instance.dump(), moment())

    assert later.value("/data/who") == "u1"
    assert later.value("/data/version") == "2"
    assert later.invalid() == ()


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("count(instance('persons')/root/item[1]/*)", "4"),
        ("instance('persons')/root/item[2]/label", "ตามี"),
        ("instance('persons')/root/item[label = 'ตามี']/name", "u2"),
        ("instance('persons')/root/item[label = 'ตามี'][sex = 'male']/name", "u2"),
        ("instance('persons')/root/item[label = 'ตามี']/nothing", ""),
        ("name(instance('persons')/root/item[1]/*[4])", "sex"),
        ("count(instance('persons')//sex)", "3"),
        ("instance('persons')/root/item/sex[. = 'male']/../name", "u2"),
        ("join(' ', instance('persons')/root/item[sex = 'female']/name)", "u1 u3"),
    ],
)
def test_a_live_list_is_walked_like_any_other(expression: str, value: str) -> None:
    text = xform(
        "<out/>",
        binds=calculated("out", expression),
        body=ask("out"),
        lists='<instance id="persons" src="jr://file-csv/persons.csv"/>',
    )

    instance = filled(Form.parse(text, is_live=lambda _name: True), KHAM, MI, DAO)

    assert instance.value("/data/out") == value


def test_rows_are_read_once_a_turn_and_only_where_they_are_asked_for() -> None:
    asking, read = form(), list[str]()

    def rows(name: str) -> Iterable[Mapping[str, str]]:
        read.append(name)
        return [KHAM]

    instance = Instance.new(asking.beside(rows), moment())
    assert read == ["persons"]  # its calculations ask for it
    draft = instance.dump()

    read.clear()
    later = Instance.load(asking.beside(rows), draft, moment())
    assert later.value("/data/count") == "0"
    assert read == []
    offered(later)
    later.answer("/data/who", "u1", moment())
    assert read == ["persons"]


def test_a_question_tells_that_its_list_is_live() -> None:
    assert filled(form(), KHAM).is_live("/data/who")
    assert not filled(form(), KHAM).is_live("/data/sex")


def test_a_list_that_is_neither_there_nor_live_is_missed() -> None:
    text = xform(
        "<who/>",
        body=ask("who"),
        lists='<instance id="towns" src="jr://file-csv/towns.csv"/>',
    )

    with pytest.raises(FormError, match=r"towns\.csv"):
        Form.parse(text, is_live=lambda name: name == "persons")


def test_a_file_that_came_is_read_instead() -> None:
    text = xform(
        "<who/>",
        body=select("instance('persons')/root/item"),
        lists='<instance id="persons" src="jr://file-csv/persons.csv"/>',
    )
    asking = Form.parse(text, {"persons.csv": b"name,label\nf1,File\n"}, is_live=lambda _name: True)

    assert offered(filled(asking, KHAM)) == [("f1", "File")]
    assert asking.live == frozenset()
