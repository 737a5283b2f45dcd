"""A form as an author writes it, through pyxform, as the runtime sees it."""

import pytest
from pyxform.xls2xform import convert

from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance
from tests.dialogue.xforms.building import LO, TH, moment

SURVEY = """
| survey |
| | type | name | label::ไทย (th) | label::ລາວ (lo) | required | relevant | bind::line:keep |
| | start | start | | | | | |
| | end | end | | | | | |
| | today | today | | | | | |
| | deviceid | device | | | | | |
| | username | volunteer | | | | | |
| | begin_group | who | ใคร | ໃຜ | | | |
| | text | name | **ชื่อ** | **ຊື່** | yes | | no |
| | select_one sex | sex | เพศ | ເພດ | | | |
| | end_group | who | | | | | |
| | select_multiple need or_other | needs | ขาดอะไร | ຂາດຫຍັງ | | | |
| | image | photo | ภาพ | ຮູບ | | | |
| | geopoint | place | ที่ไหน | ຢູ່ໃສ | | ${name} != '' | |
| | acknowledge | seen | อ่านแล้ว | ອ່ານແລ້ວ | | | |
| | note | bye | ลาก่อน ${name} | ລາກ່ອນ ${name} | | | |
| choices |
| | list_name | name | label::ไทย (th) | label::ລາວ (lo) | short_th |
| | sex | f | หญิง | ຍິງ | ญ |
| | sex | m | ชาย | ຊາຍ | ช |
| | need | food | อาหาร | ອາຫານ | |
| | need | home | ที่อยู่ | ທີ່ຢູ່ | |
| settings |
| | form_title | form_id | version | default_language | namespaces |
| | เยี่ยม | visit | 2 | ไทย (th) | line="https://siao.example/line" |
"""


@pytest.fixture(scope="module")
def form() -> Form:
    return Form.parse(convert(SURVEY, file_type=".md").xform)


def begun(form: Form) -> Instance:
    return Instance.new(form, moment(), context={"username": "v1", "deviceid": "line"})


def test_the_form_is_read_whole(form: Form) -> None:
    assert (form.id, form.version, form.title) == ("visit", "2", "เยี่ยม")
    assert form.languages == (TH, LO)
    assert [(control.path, control.type) for control in form.controls] == [
        ("/data/who", "group"),
        ("/data/who/name", "string"),
        ("/data/who/sex", "select_one"),
        ("/data/needs", "select_multiple"),
        ("/data/needs_other", "string"),
        ("/data/photo", "image"),
        ("/data/place", "geopoint"),
        ("/data/seen", "acknowledge"),
        ("/data/bye", "note"),
    ]


def test_hints_for_chat_reach_the_control_and_the_choices(form: Form) -> None:
    name = form.control("/data/who/name")

    assert name is not None
    assert dict(name.attributes) == {"keep": "no"}
    woman = begun(form).choices("/data/who/sex", LO)[0]
    assert (woman.value, woman.label, woman.extras["short_th"]) == ("f", "ຍິງ", "ญ")


def test_a_visit_from_its_first_question_to_its_submission(form: Form) -> None:
    instance = begun(form)
    assert instance.invalid() == ("/data/who/name",)
    assert instance.label("/data/who/name", TH) == "ชื่อ"

    for path, value in (
        ("/data/who/name", "แดง"),
        ("/data/who/sex", "f"),
        ("/data/needs", "food other"),
        ("/data/needs_other", "เพื่อน"),
        ("/data/photo", "01J.jpg"),
        ("/data/place", "7.0 100.5 0 0"),
        ("/data/seen", "OK"),
    ):
        assert instance.answer(path, value, moment()) is None

    assert instance.invalid() == ()
    assert instance.label("/data/bye", LO) == "ລາກ່ອນ แดง"
    number = instance.value("/data/meta/instanceID")
    assert instance.submission(moment()) == (
        '<data id="visit" version="2"><start>2026-11-25T08:44:44.457+07:00</start>'
        "<end>2026-11-25T08:44:44.457+07:00</end><today>2026-11-25</today><device>line</device>"
        "<volunteer>v1</volunteer><who><name>แดง</name><sex>f</sex></who>"
        "<needs>food other</needs><needs_other>เพื่อน</needs_other><photo>01J.jpg</photo>"
        "<place>7.0 100.5 0.0 0.0</place><seen>OK</seen><bye/>"
        f"<meta><instanceID>{number}</instanceID></meta></data>"
    )
