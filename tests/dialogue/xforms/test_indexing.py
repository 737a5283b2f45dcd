"""Marked answers: which of a submission may stand in clear."""

from dialogue.xforms.form import Form
from dialogue.xforms.indexing import Marked, by_name, marked, value_of

XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:line="https://siao.example/line"
 xmlns:orx="http://openrosa.org/xforms"><h:head>
<h:title>t</h:title><model><instance><data id="t" version="1"><person/>
<kind/><done/><secret/><score/><plain/><member jr:template=""><urgency/></member>
<member><urgency/></member>
<orx:meta><orx:instanceID/></orx:meta></data></instance>
<bind nodeset="/data/person" type="string"/>
<bind nodeset="/data/kind" type="string" line:index="yes"/>
<bind nodeset="/data/done" type="string" line:index="yes"/>
<bind nodeset="/data/secret" type="string" line:index="yes" line:keep="90d"/>
<bind nodeset="/data/score" type="string" line:index="yes" calculate="string-length(/data/kind)"/>
<bind nodeset="/data/plain" type="string"/>
<bind nodeset="/data/member/urgency" type="string" line:index="yes"/>
<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>
</model></h:head><h:body>
<input ref="/data/person"><label>p</label></input>
<input ref="/data/kind"><label>k</label></input>
<select ref="/data/done"><label>d</label>
<item><label>a</label><value>a</value></item><item><label>b</label><value>b</value></item></select>
<input ref="/data/secret"><label>s</label></input>
<input ref="/data/plain"><label>p</label></input>
<group><label>m</label><repeat nodeset="/data/member">
<input ref="/data/member/urgency"><label>u</label></input></repeat></group>
</h:body></h:html>"""

SENT = (
    '<data id="t" version="1"><person>ยาย</person><kind>two words</kind><done>a b</done>'
    "<secret>afraid</secret><score>9</score><plain>x</plain>"
    "<member><urgency>5</urgency></member><member><urgency/></member>"
    "<member><urgency>9</urgency></member></data>"
)


def test_only_marked_answers_that_are_kept_for_good_stand_in_clear() -> None:
    answers = marked(Form.parse(XFORM), SENT)

    assert answers == (
        Marked(name="kind", value="two words", parts=("two words",)),
        Marked(name="done", value="a b", parts=("a", "b")),
        Marked(name="score", value="9", parts=("9",)),
        Marked(name="urgency", value="5", parts=("5",)),
        Marked(name="urgency", value="9", parts=("9",)),
    )
    assert by_name(answers) == {"kind": "two words", "done": "a b", "score": "9", "urgency": "5 9"}


def test_a_value_is_found_by_the_name_of_its_question_outside_of_repeats() -> None:
    form = Form.parse(XFORM)

    assert value_of(form, SENT, "person") == "ยาย"
    assert value_of(form, SENT, "urgency") == ""
    assert value_of(form, SENT, "no_such_question") == ""
