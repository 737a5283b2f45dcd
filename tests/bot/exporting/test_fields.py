from bot.exporting.fields import columns_of, header_of, values_of
from tests.bot.exporting.visits import FIRST

REPEAT = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><model>
<instance><data><fixed>a</fixed><later/><home><child><name/></child></home><end/></data></instance>
<bind nodeset="/data/fixed" type="string" readonly="true()"/>
<bind nodeset="/data/later" type="string" readonly="true()"/>
<setvalue ref="/data/later" event="odk-instance-first-load" value="now()"/>
</model></h:head>
<h:body><input ref="/data/fixed"/><input ref="/data/later"/>
<group ref="/data/home"><group ref="/data/home/child"><repeat nodeset="/data/home/child"/></group>
</group></h:body></h:html>"""


def headers(xform: str) -> list[str]:
    return [header_of(column.key) for column in columns_of(xform)]


def test_columns_stand_in_form_order_with_groups_joined_and_without_notes() -> None:
    assert headers(FIRST) == [
        "start",
        "today",
        "who-code",
        "who-age",
        "needs",
        "place-Latitude",
        "place-Longitude",
        "place-Altitude",
        "place-Accuracy",
        "photo",
        "score",
        "meta-instanceID",
    ]


def test_every_column_knows_its_kind() -> None:
    kinds = {header_of(column.key): column.kind for column in columns_of(FIRST)}

    assert kinds["start"] == "dateTime"
    assert kinds["today"] == "date"
    assert kinds["who-code"] == "text"
    assert kinds["who-age"] == "integer"
    assert kinds["place-Latitude"] == "decimal"
    assert kinds["score"] == "computed"


def test_what_is_read_only_but_filled_is_no_note_and_a_repeat_has_its_own_table() -> None:
    assert headers(REPEAT) == ["fixed", "later", "end"]


def test_values_are_found_by_path_whatever_the_namespace() -> None:
    instance = (
        '<data xmlns:orx="x"><a> b </a><g><c/></g><orx:meta><orx:id>1</orx:id></orx:meta></data>'
    )

    assert values_of(instance) == {("a",): " b ", ("g", "c"): "", ("meta", "id"): "1"}
