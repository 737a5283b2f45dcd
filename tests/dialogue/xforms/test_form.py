"""How an XForm is read, and what is refused."""

import pytest

from dialogue.xforms.errors import FormError
from dialogue.xforms.form import Form
from tests.dialogue.xforms.building import LO, TH, ask, bind, items, repeat, xform

ITEXT = f"""<itext>
<translation lang="{LO}"><text id="l"><value>ຊື່</value></text></translation>
<translation lang="{TH}" default="true()"><text id="l"><value>ชื่อ</value></text></translation>
</itext>"""


def test_a_form_tells_its_id_version_and_title() -> None:
    form = Form.parse(xform())

    assert (form.id, form.version, form.title) == ("visit", "3", "เยี่ยมบ้าน")


def test_languages_keep_their_order_and_are_found_by_code() -> None:
    form = Form.parse(xform(itext=ITEXT))

    assert form.languages == (LO, TH)
    assert form.default_language == TH
    assert form.language_for("th") == TH
    assert form.language_for("lo") == LO
    assert form.language_for("en") == TH


def test_a_form_without_texts_has_no_languages() -> None:
    form = Form.parse(xform())

    assert form.languages == ()
    assert form.default_language is None
    assert form.language_for("th") is None


@pytest.mark.parametrize(
    ("bind_type", "tag", "attributes", "kind"),
    [
        ("string", "input", "", "string"),
        ("int", "input", "", "integer"),
        ("xsd:integer", "input", "", "integer"),
        ("decimal", "input", "", "decimal"),
        ("date", "input", "", "date"),
        ("time", "input", "", "time"),
        ("dateTime", "input", "", "dateTime"),
        ("geopoint", "input", "", "geopoint"),
        ("string", "select1", "", "select_one"),
        ("string", "select", "", "select_multiple"),
        ("string", "trigger", "", "acknowledge"),
        ("binary", "upload", ' mediatype="image/*"', "image"),
        ("binary", "upload", ' mediatype="audio/*"', "audio"),
        ("binary", "upload", ' mediatype="video/*"', "video"),
        ("binary", "upload", ' mediatype="application/*"', "file"),
    ],
)
def test_a_control_tells_its_type(bind_type: str, tag: str, attributes: str, kind: str) -> None:
    inside = items("x") if "select" in tag else ""
    body = f'<{tag} ref="/data/a"{attributes}><label>?</label>{inside}</{tag}>'

    control = Form.parse(xform(binds=bind("a", bind_type), body=body)).control("/data/a")

    assert control is not None
    assert (control.kind, control.type) == ("question", kind)


def test_a_question_that_is_always_read_only_is_a_note() -> None:
    control = Form.parse(xform(binds=bind("a", readonly="true()"), body=ask("a"))).control(
        "/data/a"
    )

    assert control is not None
    assert (control.kind, control.type) == ("note", "note")


def test_foreign_attributes_of_a_bind_and_appearances_are_told() -> None:
    binds = bind("a", line_keep="no", line_topic="card", jr_preload="uid")
    body = '<input ref="/data/a" appearance="multiline numbers"><label>?</label></input>'

    control = Form.parse(xform(binds=binds, body=body)).control("/data/a")

    assert control is not None
    assert dict(control.attributes) == {"keep": "no", "topic": "card"}
    assert control.appearance == {"multiline", "numbers"}


def test_the_body_is_told_in_order_groups_before_what_they_hold() -> None:
    body = f'{ask("a")}<group ref="/data/g"><label>G</label>{ask("g/b")}</group>{ask("c")}'

    form = Form.parse(xform("<a/><g><b/></g><c/>", body=body))

    assert [control.path for control in form.controls] == [
        "/data/a",
        "/data/g",
        "/data/g/b",
        "/data/c",
    ]
    assert form.controls[1].labelled
    assert form.control("/data/none") is None


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"body": '<secret ref="/data/a"/>'}, "/data/a: the control 'secret'"),
        ({"body": ask("nowhere")}, "the control '/data/nowhere' has no node"),
        (
            {"body": '<select1 ref="/data/a" appearance="search(\'x\')"/>'},
            "/data/a: the appearance",
        ),
        ({"binds": bind("nowhere")}, "the bind '/data/nowhere' has no node"),
        ({"binds": bind("a", relevant="1 +")}, "/data/a: relevant:"),
        ({"binds": bind("a", constraint="nonsense(.)")}, "nonsense(.)"),
        (
            {"lists": '<instance id="x" src="jr://file-csv/x.csv"/>'},
            "the list 'x': the file 'x.csv' is needed",
        ),
        ({"body": '<range ref="/data/a" start="1" end="5"/>'}, "/data/a: a range needs numbers"),
        ({"body": '<range ref="/data/a" start="1" end="5" step="0"/>'}, "/data/a: a range needs a"),
        ({"body": ask("a"), "binds": bind("a", "colour")}, "/data/a: the type 'colour'"),
        (
            {"nodes": "<m><n/><b/></m>", "body": repeat("m", ask("m/b"), count="./n")},
            "/data/m: repeat count: it is counted by what lies in it",
        ),
        (
            {"nodes": "<m><b/></m>", "body": ask("m/b") + repeat("m", "")},
            "/data/m/b: asked outside of its repeat",
        ),
        ({"nodes": "<a/><a/>"}, "/data/a stands there twice"),
        ({"binds": bind("a", readonly="0 +")}, "/data/a: readonly"),
        (
            {
                "body": '<select1 ref="/data/a"><itemset nodeset="/data/b"><label ref="1"/>'
                "</itemset></select1>",
            },
            "/data/a: choices: no label",
        ),
        ({"model": '<setvalue ref="/data/z" event="x"/>'}, "setvalue '/data/z' has no node"),
        (
            {"body": '<select1 ref="/data/a"><itemset nodeset="1"/></select1>'},
            "/data/a: choices: no node set",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(parts: dict[str, str], reason: str) -> None:
    with pytest.raises(FormError) as refusal:
        Form.parse(xform(**parts))

    assert reason in str(refusal.value)


@pytest.mark.parametrize(
    ("binds", "paths"),
    [
        (bind("a", calculate="/data/b") + bind("b", calculate="/data/a"), "/data/a, /data/b"),
        (bind("a", calculate=". + 1"), "/data/a"),
        (bind("g", relevant="/data/g/c = 1"), "/data/g"),
        (bind("a", relevant="/data/b = 1") + bind("b", calculate="/data/a"), "/data/a, /data/b"),
    ],
)
def test_rules_that_go_in_a_circle_are_refused(binds: str, paths: str) -> None:
    with pytest.raises(FormError, match="in a circle") as refusal:
        Form.parse(xform("<a/><b/><g><c/></g>", binds=binds))

    assert str(refusal.value).endswith(paths)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html/>",
        "not xml",
        "<h:html xmlns:h='x'><h:head><model/></h:head><h:body/></h:html>",
        '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        "<html><head><model><instance/></model></head><body/></html>",
    ],
)
def test_what_is_no_xform_is_refused(text: str) -> None:
    with pytest.raises(FormError):
        Form.parse(text)


def test_a_form_of_more_than_5000_nodes_is_refused() -> None:
    with pytest.raises(FormError, match="more than 5000 nodes"):
        Form.parse(xform("".join(f"<n{number}/>" for number in range(5_001))))


def test_nodes_and_groups_within_each_other_without_end_are_refused() -> None:
    deep = "".join(f"<n{n}>" for n in range(500)) + "".join(f"</n{n}>" for n in range(499, -1, -1))
    with pytest.raises(FormError, match="deeper than 50"):
        Form.parse(xform(deep))

    with pytest.raises(FormError, match="deeper than 50"):
        Form.parse(xform(body="<group>" * 500 + "</group>" * 500))

    with pytest.raises(FormError, match="deeper than 50"):
        Form.parse(xform(lists=f'<instance id="x">{deep}</instance>'))


def test_a_form_made_by_hand_without_an_instance_id_gets_one() -> None:
    text = xform().replace("<meta><instanceID/></meta>", "")
    text = text.replace(
        '<bind nodeset="/data/meta/instanceID" type="string" jr:preload="uid"/>', ""
    )

    form = Form.parse(text)

    assert "/data/meta/instanceID" in form.indices


def test_references_may_be_relative_to_the_group_around() -> None:
    body = (
        '<group ref="/data/g"><label>G</label><input ref="b"><label>?</label></input>'
        '<group ref="../h"><input ref="./c"><label>?</label></input></group></group>'
    )

    form = Form.parse(xform("<g><b/></g><h><c/></h>", body=body))

    paths = [control.path for control in form.controls]
    assert paths == ["/data/g", "/data/g/b", "/data/h", "/data/h/c"]


def test_a_bind_may_be_named_by_its_id() -> None:
    body = '<input bind="first"><label>?</label></input>'

    form = Form.parse(xform(binds='<bind id="first" nodeset="/data/a" type="int"/>', body=body))

    assert [control.type for control in form.controls] == ["integer"]
