"""Entities that a form creates and updates."""

import pytest

from dialogue.xforms.entities import Entity
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance
from tests.dialogue.xforms.building import ask, bind, escaped, moment, repeat, xform

PERSONS = b"name,label,__version\nu1,One,3\nu2,Two,\n"
ENTITY = '<meta><entity dataset="{}" create="1" id=""><label/></entity></meta>'
NODES = (
    "<old/><who/><visit><due/>"
    + ENTITY.format("followups")
    + '</visit><kid jr:template=""><name/>'
    + ENTITY.format("kids")
    + "</kid>"
)
OWN = '<entity dataset="persons" create="" update="" baseVersion="" id=""><label/></entity>'
LIST = '<instance id="persons" src="jr://file-csv/persons.csv"/>'


def rule(path: str, calculation: str) -> str:
    return f'<bind nodeset="/data/{path}" calculate="{escaped(calculation)}"/>'


RULES = (
    bind("who", entities_saveto="full_name")
    + bind("visit/due", "date", entities_saveto="due_date")
    + bind("kid/name", entities_saveto="full_name")
    + rule("meta/entity/@id", "coalesce(/data/old, 'new')")
    + rule("meta/entity/@create", "/data/old = ''")
    + rule("meta/entity/@update", "/data/old != ''")
    + rule("meta/entity/@baseVersion", "instance('persons')/root/item[name = /data/old]/__version")
    + rule("meta/entity/label", "/data/who")
    + rule("visit/meta/entity/@create", "/data/visit/due != ''")
    + rule("visit/meta/entity/@id", "'f1'")
    + rule("kid/meta/entity/@id", "concat('k', position(../../..))")
    + rule("kid/meta/entity/label", "../../../name")
)
BODY = ask("old") + ask("who") + ask("visit/due") + repeat("kid", ask("kid/name"))


def visit() -> Instance:
    text = xform(NODES, binds=RULES, body=BODY, lists=LIST)
    text = text.replace(
        "<meta><instanceID/></meta></data>", f"<meta>{OWN}<instanceID/></meta></data>"
    )
    text = text.replace(
        "<h:html ", '<h:html xmlns:entities="http://www.opendatakit.org/xforms/entities" '
    )
    return Instance.new(Form.parse(text, {"persons.csv": PERSONS}), moment())


def test_an_entity_is_created_with_its_label_and_what_is_saved_to_it() -> None:
    instance = visit()

    instance.answer("/data/who", "สม", moment())

    assert instance.entities() == (
        Entity(
            list="persons",
            id="new",
            action="create",
            label="สม",
            properties={"full_name": "สม"},
        ),
    )


def test_an_entity_is_updated_on_the_version_that_the_form_knew() -> None:
    instance = visit()
    instance.answer("/data/who", "สม", moment())

    instance.answer("/data/old", "u1", moment())

    (person,) = instance.entities()
    assert (person.id, person.action, person.base_version) == ("u1", "update", 3)
    instance.answer("/data/old", "u2", moment())
    assert instance.entities()[0].base_version is None


def test_several_lists_keep_their_own_properties_and_each_instance_is_an_entity() -> None:
    instance = visit()
    instance.answer("/data/who", "สม", moment())
    instance.answer("/data/visit/due", "2026-12-01", moment())
    for number, name in enumerate(("หนึ่ง", "สอง"), 1):
        instance.add("/data/kid")
        instance.answer(f"/data/kid[{number}]/name", name, moment())
    instance = Instance.load(instance.form, instance.dump(), moment())

    told = [(one.list, one.id, one.label, dict(one.properties)) for one in instance.entities()]

    assert told == [
        ("followups", "f1", "", {"due_date": "2026-12-01"}),
        ("kids", "k1", "หนึ่ง", {"full_name": "หนึ่ง"}),
        ("kids", "k2", "สอง", {"full_name": "สอง"}),
        ("persons", "new", "สม", {"full_name": "สม"}),
    ]


def test_the_submission_bears_the_blocks_as_collect_writes_them() -> None:
    instance = visit()
    instance.answer("/data/who", "สม", moment())
    number = instance.value("/data/meta/instanceID")

    assert instance.submission(moment()).endswith(
        '<visit><due/><meta><entity dataset="followups" create="0" id="f1"><label/></entity></meta>'
        '</visit><meta><entity dataset="persons" create="1" update="0" baseVersion="" id="new">'
        f"<label>สม</label></entity><instanceID>{number}</instanceID></meta></data>"
    )


def test_what_is_not_relevant_is_saved_nowhere() -> None:
    text = xform(
        "<a/><b/>",
        binds=bind("b", relevant="/data/a = 1", entities_saveto="b")
        + bind("a", entities_saveto="a"),
        body=ask("a") + ask("b"),
    )
    text = text.replace(
        "<instanceID/></meta>", '<entity dataset="l" create="true" id="1"/><instanceID/></meta>'
    )
    text = text.replace(
        "<h:html ", '<h:html xmlns:entities="http://www.opendatakit.org/xforms/entities" '
    )
    instance = Instance.new(Form.parse(text), moment())

    assert [dict(one.properties) for one in instance.entities()] == [{"a": ""}]


def test_what_is_not_kept_for_good_is_saved_nowhere_though_the_form_says_so() -> None:
    text = xform(
        "<a/><b/><c/>",
        binds=bind("a", entities_saveto="a")
        + bind("b", entities_saveto="b", line_keep="no")
        + bind("c", entities_saveto="c", line_keep="90d"),
        body=ask("a") + ask("b") + ask("c"),
    )
    text = text.replace(
        "<instanceID/></meta>", '<entity dataset="l" create="true" id="1"/><instanceID/></meta>'
    )
    text = text.replace(
        "<h:html ", '<h:html xmlns:entities="http://www.opendatakit.org/xforms/entities" '
    )
    instance = Instance.new(Form.parse(text), moment())
    for name in "abc":
        instance.answer(f"/data/{name}", name.upper(), moment())

    assert [dict(one.properties) for one in instance.entities()] == [{"a": "A"}]


@pytest.mark.parametrize(
    ("create", "update", "action", "base"),
    [
        ("1", "", "create", None),
        ("", "true", "update", 7),
        ("true", "1", "upsert", 7),
        ("0", "1", "update", 7),
    ],
)
def test_an_entity_is_asked_for_once_whatever_is_to_be_done(
    create: str, update: str, action: str, base: int | None
) -> None:
    own = f'<entity dataset="l" id="1" create="{create}" update="{update}" baseVersion="7"/>'
    text = xform("<a/>", body=ask("a"))
    text = text.replace("<instanceID/></meta>", f"{own}<instanceID/></meta>")

    (entity,) = Instance.new(Form.parse(text), moment()).entities()

    assert (entity.action, entity.base_version) == (action, base)


def test_an_entity_of_which_nothing_is_asked_is_none() -> None:
    own = '<entity dataset="l" id="1" create="0" update=""/>'
    text = xform("<a/>", body=ask("a"))
    text = text.replace("<instanceID/></meta>", f"{own}<instanceID/></meta>")

    assert Instance.new(Form.parse(text), moment()).entities() == ()
