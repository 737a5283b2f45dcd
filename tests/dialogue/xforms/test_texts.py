"""What a form says: labels, hints and messages, in the person's language."""

import pytest

from dialogue.xforms.markup import plain
from tests.dialogue.xforms.building import LO, TH, ask, bind, moment, started

ITEXT = f"""<itext><translation lang="{TH}" default="true()">
<text id="label"><value> อายุของ <output value=" /data/name "/> กี่ปี </value>
<value form="image">jr://images/a.png</value></text>
<text id="hint"><value>คำใบ้</value>
<value form="guidance">อ่านก่อน <output value="/data/name"/></value></text>
<text id="only"><value>มีแต่ไทย</value></text>
<text id="req"><value>ต้องตอบ</value></text>
</translation><translation lang="{LO}">
<text id="label"><value> ອາຍຸຂອງ <output value=" /data/name "/> ຈັກປີ </value></text>
<text id="hint"><value>-</value><value form="guidance">-</value></text>
<text id="only"><value>-</value></text>
</translation></itext>"""
BODY = (
    ask("name")
    + '<input ref="/data/age"><label ref="jr:itext(\'label\')"/>'
    + "<hint ref=\"jr:itext('hint')\"/></input>"
    + '<input ref="/data/x"><label ref="jr:itext(\'only\')"/></input>'
)
BINDS = bind("x", required="true()", jr_requiredMsg="jr:itext('req')")


def test_a_label_is_told_in_either_language_with_outputs_filled_in() -> None:
    instance = started("<name/><age/><x/>", itext=ITEXT, body=BODY)
    instance.answer("/data/name", "แดง", moment())

    assert instance.label("/data/age", TH) == "อายุของ แดง กี่ปี"
    assert instance.label("/data/age", LO) == "ອາຍຸຂອງ แดง ຈັກປີ"
    assert instance.label("/data/age", None) == "อายุของ แดง กี่ปี"
    assert instance.label("/data/age", "Klingon") == "อายุของ แดง กี่ปี"


def test_where_a_translation_is_missing_the_default_language_speaks() -> None:
    instance = started("<name>แดง</name><age/><x/>", itext=ITEXT, body=BODY, binds=BINDS)

    assert instance.label("/data/x", LO) == "มีแต่ไทย"
    assert instance.hint("/data/age", LO) == "คำใบ้"
    assert instance.guidance("/data/age", LO) == "อ่านก่อน แดง"
    assert instance.required_message("/data/x", LO) == "ต้องตอบ"
    assert instance.media("/data/age", LO) == {"image": "jr://images/a.png"}


def test_a_label_that_is_missing_in_every_language_is_blank() -> None:
    instance = started("<name/><age/><x/>", itext=ITEXT.replace("มีแต่ไทย", "-"), body=BODY)

    assert instance.label("/data/x", TH) == ""
    assert instance.label("/data/x", LO) == ""


def test_what_is_not_written_is_blank() -> None:
    instance = started("<name/><age/><x/>", itext=ITEXT, body=BODY)

    assert instance.hint("/data/name", TH) == ""
    assert instance.guidance("/data/name", TH) == ""
    assert instance.constraint_message("/data/name", TH) == ""
    assert instance.media("/data/name", TH) == {}


def test_an_output_writes_values_as_javarosa_does() -> None:
    label = (
        'อุณหภูมิ <output value="/data/n"/> เมื่อ <output value="/data/d"/> <output value="/data/b"/>'
    )
    rules = bind("n", "decimal") + bind("d", "date") + bind("b", calculate="true()")
    instance = started("<n>37</n><d>2026-11-25</d><b/><a/>", binds=rules, body=ask("a", label))

    assert instance.label("/data/a", None) == "อุณหภูมิ 37 เมื่อ 2026-11-25 true"


def test_markup_around_an_output_is_taken_off_and_that_in_an_answer_is_not() -> None:
    instance = started(
        "<a/><b/>",
        body=ask("a") + ask("b", '**<output value="/data/a"/>**, ครับ'),
    )
    instance.answer("/data/a", "*ดาว* _x_", moment())

    assert instance.label("/data/b", None) == "*ดาว* _x_, ครับ"


def test_a_label_may_be_an_expression_or_hold_tags() -> None:
    body = (
        '<input ref="/data/a"><label ref="concat(/data/n, \'?\')"/></input>'
        '<input ref="/data/b"><label>very <em>small</em> words</label></input>'
    )
    instance = started("<n>แดง</n><a/><b/>", body=body)

    assert instance.label("/data/a", None) == "แดง?"
    assert instance.label("/data/b", None) == "very small words"


def test_a_hint_with_guidance_alone_has_no_hint() -> None:
    itext = """<itext><translation lang="th"><text id="h"><value form="guidance">ก</value></text>
    <text id="l"><value form="short">สั้น</value></text></translation></itext>"""
    body = """<input ref="/data/a"><label ref="jr:itext('l')"/>
    <hint ref="jr:itext('h')"/></input>"""
    instance = started(itext=itext, body=body)

    assert instance.hint("/data/a", None) == ""
    assert instance.guidance("/data/a", None) == "ก"
    assert instance.label("/data/a", None) == "สั้น"


def test_a_choice_that_is_not_offered_has_no_name() -> None:
    rule = bind("x", calculate="concat(jr:choice-name('z', '/data/a'), jr:choice-name('z', '/y'))")

    assert started("<a/><x/>", binds=rule, body=ask("a")).value("/data/x") == ""


def test_a_choice_label_may_hold_an_output() -> None:
    choice = '<item><label>ลูกของ <output value="/data/n"/></label><value>1</value></item>'
    instance = started("<n>แดง</n><a/>", body=ask("a", inside=choice, tag="select1"))

    assert instance.choices("/data/a", None)[0].label == "ลูกของ แดง"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("  ชื่อ  ", "ชื่อ"),
        ("**ตัวหนา** และ *ตัวเอน*", "ตัวหนา และ ตัวเอน"),
        ("__ตัวหนา__ _ตัวเอน_", "ตัวหนา ตัวเอน"),
        ("# หัวข้อ\nข้อความ", "หัวข้อ\nข้อความ"),
        ("[สายด่วน](tel:1669)", "สายด่วน tel:1669"),
        ("[กรม](https://example.org/a_b)", "กรม https://example.org/a_b"),
        ('<span style="color:red">แดง</span><br/>ใหม่', "แดง\nใหม่"),
        ("a_b_c 2 * 3 * 4", "a_b_c 2 * 3 * 4"),
        ("ชื่อ *", "ชื่อ *"),
        ("x < 3 และ y > 2", "x < 3 และ y > 2"),
        ("#1", "#1"),
    ],
)
def test_light_markup_is_taken_off(written: str, shown: str) -> None:
    assert plain(written) == shown
