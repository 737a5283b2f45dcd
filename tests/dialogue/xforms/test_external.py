"""Lists that lie in files beside the form: CSV, XML and GeoJSON."""

import pytest

from dialogue.xforms.embedding import embedded
from dialogue.xforms.errors import FormError
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance
from tests.dialogue.xforms.building import ask, moment, xform

CSV = 'name,label,amphoe\nn1,นาดี,a1\nn2,"โนน, สูง",a2\n'.encode()
XML = "<root><item><name>n1</name><label>นาดี</label><amphoe>a1</amphoe></item></root>".encode()
GEOJSON = """{"type": "FeatureCollection", "features": [
 {"type": "Feature", "id": "c1", "geometry": {"type": "Point", "coordinates": [100.5, 13.75]},
  "properties": {"title": "อนามัย", "beds": 3, "note": null}},
 {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[100, 13], [101, 14]]]},
  "properties": {"id": "c2", "title": "โรงพยาบาล"}}]}""".encode()


def select(source: str, *, value: str = "name", label: str = "label", where: str = "") -> str:
    file = source.rpartition("/")[2].rpartition(".")[0]
    return (
        f'<select1 ref="/data/a"><label>?</label><itemset nodeset="instance(\'{file}\')/root/item'
        f'{where}"><value ref="{value}"/><label ref="{label}"/></itemset></select1>'
    )


def opened(source: str, data: bytes, **parts: str) -> Instance:
    file = source.rpartition("/")[2]
    text = xform(
        "<k/><a/>",
        lists=f'<instance id="{file.rpartition(".")[0]}" src="{source}"/>',
        body=ask("k") + select(source, **parts),
    )
    return Instance.new(Form.parse(text, {file: data}), moment())


def offered(instance: Instance) -> list[tuple[str, str]]:
    return [(one.value, one.label) for one in instance.choices("/data/a", None)]


@pytest.mark.parametrize(
    "data",
    [
        CSV,
        b"\xef\xbb\xbf" + CSV,
        CSV.replace(b"\n", b"\r\n"),
        'name;label\nn1;นาดี\nn2;"โนน, สูง"\n'.encode(),
        'name,label,,\nn1,นาดี,,\nn2,"โนน, สูง"'.encode(),
    ],
)
def test_choices_come_from_a_csv_file(data: bytes) -> None:
    assert offered(opened("jr://file-csv/villages.csv", data)) == [
        ("n1", "นาดี"),
        ("n2", "โนน, สูง"),
    ]


def test_choices_from_a_file_are_filtered_and_bear_their_columns() -> None:
    instance = opened("jr://file-csv/villages.csv", CSV, where="[amphoe = /data/k ]")

    instance.answer("/data/k", "a2", moment())

    (choice,) = instance.choices("/data/a", None)
    assert (choice.value, dict(choice.extras)) == ("n2", {"amphoe": "a2"})


def test_choices_come_from_an_xml_file() -> None:
    assert offered(opened("jr://file/villages.xml", XML)) == [("n1", "นาดี")]


def test_choices_come_from_a_geojson_file_with_their_places() -> None:
    instance = opened("jr://file/care.geojson", GEOJSON, value="id", label="title")

    assert offered(instance) == [("c1", "อนามัย"), ("c2", "โรงพยาบาล")]
    first, second = instance.choices("/data/a", None)
    assert dict(first.extras) == {"geometry": "13.75 100.5 0 0", "beds": "3", "note": ""}
    assert second.extras["geometry"] == "13 100 0 0; 14 101 0 0"


@pytest.mark.parametrize(
    ("source", "data"),
    [
        ("jr://file-csv/x.csv", b"name,label\n\xff\xfe\n"),
        ("jr://file-csv/x.csv", b'name,label\n"a'),
        ("jr://file/x.xml", b"<root>"),
        ("jr://file/x.xml", b'<!DOCTYPE x [<!ENTITY e "x">]><root/>'),
        ("jr://file/x.geojson", b"{"),
        ("jr://file/x.geojson", b'{"features": [1]}'),
        ("jr://file/x.geojson", b'{"features": 1}'),
        ("jr://file/x.geojson", b'{"features": [{"geometry": {"type": "Sphere"}}]}'),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_name(source: str, data: bytes) -> None:
    with pytest.raises(FormError, match=r"'x\..*' cannot be read"):
        opened(source, data)


def test_an_input_is_a_choice_where_the_form_comes_with_its_itemsets() -> None:
    query = "instance('cities')/root/item[state = /data/k ]"
    text = xform(
        "<k/><a/>",
        body=ask("k") + f'<input ref="/data/a" query="{query}"><label>?</label></input>',
    )
    itemsets = "list_name,name,label,state\nstates,s,S,\ncities,c1,เมือง,s\ncities,c2,อื่น,t\n"
    form = Form.parse(text, {"itemsets.csv": itemsets.encode()})
    instance = Instance.new(form, moment())

    instance.answer("/data/k", "s", moment())

    assert offered(instance) == [("c1", "เมือง")]
    alone = Form.parse(text).control("/data/a")
    assert alone is not None
    assert alone.type == "string"


def test_a_form_is_made_whole_by_its_files() -> None:
    source = "jr://file-csv/villages.csv"
    text = xform("<k/><a/>", lists=f'<instance id="villages" src="{source}"/>', body=select(source))
    data = "name,label,ชื่ออื่น,a b\nn1,<นาดี> & \x0b,x,y\n".encode()

    whole = embedded(text, {"villages.csv": data})

    assert offered(Instance.new(Form.parse(whole), moment())) == [("n1", "<นาดี> & \ufffd")]
    assert embedded(whole, {}) == whole
    assert embedded(text, {"other.csv": data}) == text


def test_itemsets_become_lists_of_the_form() -> None:
    query = "instance('cities')/root/item[state = /data/k ]"
    text = xform(
        "<k>s</k><a/>", body=f'<input ref="/data/a" query="{query}"><label>?</label></input>'
    )
    itemsets = "list_name,name,label,state\ncities,c1,เมือง,s\ncities,c2,อื่น,t\n"

    whole = embedded(text, {"itemsets.csv": itemsets.encode()})

    assert offered(Instance.new(Form.parse(whole), moment())) == [("c1", "เมือง")]
