"""What a form asks, in words: where nobody fills it in, and what is not asked any more."""

from datetime import UTC, datetime

from dialogue.moment import Moment
from dialogue.questioned import answer_in, question_in
from dialogue.xforms.form import Form
from tests.handlers.conftest import XFORM

NOW = Moment(now=datetime(2026, 11, 25, 5, tzinfo=UTC), seed="test")
REPEATED = """<h:html xmlns="http://www.w3.org/2002/xforms"
 xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>t</h:title><model><instance>
<data id="t"><one><who/></one><two><who/></two></data></instance>
<bind nodeset="/data/one/who" type="string"/><bind nodeset="/data/two/who" type="string"/>
</model></h:head><h:body><group ref="/data/one"><repeat nodeset="/data/one">
<input ref="/data/one/who"><label>in a repeat</label></input></repeat></group>
<input ref="/data/two/who"><label>alone</label></input></h:body></h:html>"""


def test_a_question_and_its_choices_are_called_as_people_read_them() -> None:
    form = Form.parse(XFORM)

    assert question_in(form, "color", "th", NOW) == "สีอะไร"
    assert answer_in(form, "color", "red", "th", NOW) == "แดง"


def test_what_is_not_asked_or_offered_any_more_is_called_as_it_is_kept() -> None:
    form = Form.parse(XFORM)

    assert question_in(form, "shape", "th", NOW) == "shape"
    assert answer_in(form, "shape", "round", "th", NOW) == "round"
    assert answer_in(form, "color", "blue", "lo", NOW) == "blue"
    assert answer_in(form, "name", "ยายแดง", "lo", NOW) == "ยายแดง"


def test_a_question_of_a_repeat_is_not_taken_for_another_of_its_name() -> None:
    assert question_in(Form.parse(REPEATED), "who", "th", NOW) == "alone"
