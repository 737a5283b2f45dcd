"""What a finished form holds is read by the names of its questions."""

import pytest

from dialogue.filled import instances_in, values_in
from dialogue.xforms.xml import XmlError

XML = """<data xmlns:orx="http://openrosa.org/xforms" id="plan">
<things><food>no</food><food_need> ข้าวสาร </food_need><clothing/></things>
<items><item><problem>ไม่มีบัตร</problem><what>พาไปอำเภอ</what></item>
<item><problem/><what/></item>
<item><problem>ขาดยา</problem></item></items>
<orx:meta><orx:instanceID>uuid:1</orx:instanceID></orx:meta></data>"""


def test_answers_are_read_wherever_they_stand_and_blanks_are_not() -> None:
    values = values_in(XML)

    assert values["food"] == "no"
    assert values["food_need"] == "ข้าวสาร"
    assert "clothing" not in values


def test_of_a_repeat_the_first_answer_is_taken() -> None:
    assert values_in(XML)["problem"] == "ไม่มีบัตร"


def test_the_instances_of_a_repeat_come_in_order_and_empty_ones_do_not() -> None:
    assert instances_in(XML, "item") == [
        {"problem": "ไม่มีบัตร", "what": "พาไปอำเภอ"},
        {"problem": "ขาดยา"},
    ]


def test_what_is_no_xml_is_refused() -> None:
    with pytest.raises(XmlError):
        values_in("<data>")
