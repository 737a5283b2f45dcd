"""A sheet external_choices becomes part of the form that is published."""

from bot.publishing.conversion import outcome_of
from dialogue.xforms.form import Form

WORKBOOK = """
| survey |
| | type | name | label | choice_filter |
| | select_one province | province | จังหวัด | |
| | select_one_external tambon | tambon | ตำบล | province=${province} |
| choices |
| | list_name | name | label |
| | province | p90 | สงขลา |
| settings |
| | form_id |
| | places |
| external_choices |
| | list_name | name | label | province |
| | tambon | t1 | บ่อยาง | p90 |
| | tambon | t2 | สะเดา | p91 |
"""


def test_choices_of_a_sheet_of_their_own_are_asked_as_a_list() -> None:
    outcome = outcome_of(WORKBOOK.encode(), ".md", "places")

    assert outcome.xform is not None
    tambon = Form.parse(outcome.xform).control("/data/tambon")
    assert tambon is not None
    assert tambon.type == "select_one"
    assert "<name>t2</name><label>สะเดา</label><province>p91</province>" in outcome.xform
