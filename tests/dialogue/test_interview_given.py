"""What is known before: filled in and not asked, offered again, or kept out in practice."""

from dataclasses import dataclass

from dialogue import interview
from dialogue.interview import Given, Turn
from dialogue.phrase import Words
from dialogue.prompt import Say
from dialogue.reply import Chosen, Typed
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance
from tests.content.shipped import NOW

XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:line="https://siao.example/line"
 xmlns:orx="http://openrosa.org/xforms"><h:head>
<h:title>t</h:title><model><instance><data id="t" version="1"><person_age/><note/>
<consent/><visit><person/><water/><pain/><secret/></visit><child><vaccine/></child>
<orx:meta><orx:instanceID/></orx:meta></data></instance>
<bind nodeset="/data/person_age" type="string"/>
<bind nodeset="/data/note" type="string" readonly="true()"/>
<bind nodeset="/data/consent" type="string" required="true()"/>
<bind nodeset="/data/visit" relevant="/data/consent = 'yes'"/>
<bind nodeset="/data/visit/person" type="string" constraint="string-length(.) &lt;= 10"/>
<bind nodeset="/data/visit/water" type="string" line:same="yes"
 relevant="/data/person_age = '' or /data/person_age &gt; 17"/>
<bind nodeset="/data/visit/pain" type="int" line:same="yes" constraint=". &lt;= 10"
 relevant="/data/person_age = '' or /data/person_age &gt; 17"/>
<bind nodeset="/data/visit/secret" type="string" line:same="yes" line:keep="90d"
 relevant="/data/person_age = '' or /data/person_age &gt; 17"/>
<bind nodeset="/data/child" relevant="/data/consent = 'yes'"/>
<bind nodeset="/data/child/vaccine" type="string"
 relevant="/data/person_age = '' or /data/person_age &lt; 6"/>
<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>
</model></h:head><h:body>
<input ref="/data/note"><label>อ่านข้อความนี้</label></input>
<select1 ref="/data/consent"><label>ยินยอมไหม</label>
<item><label>ยินยอม</label><value>yes</value></item>
<item><label>ไม่</label><value>no</value></item></select1>
<group ref="/data/visit"><label>เยี่ยม</label>
<input ref="/data/visit/person"><label>ใคร</label></input>
<select1 ref="/data/visit/water"><label>น้ำดื่มจากไหน</label>
<item><label>บ่อ</label><value>well</value></item>
<item><label>ประปา</label><value>tap</value></item></select1>
<input ref="/data/visit/pain"><label>ปวดแค่ไหน</label></input>
<input ref="/data/visit/secret"><label>ความลับ</label></input></group>
<group ref="/data/child"><label>เด็ก</label>
<input ref="/data/child/vaccine"><label>วัคซีน</label></input></group>
</h:body></h:html>"""

FORM = Form.parse(XFORM)
BEFORE = (
    '<data id="t" version="0"><consent>yes</consent><visit><person>ยาย</person>'
    "<water>well</water><pain>12</pain><secret>x</secret></visit></data>"
)
ADULT = Given(values={"person": "ยาย", "consent": "yes", "person_age": "70"}, before=BEFORE)


@dataclass(kw_only=True)
class Led:
    """A passage as it is led on."""

    turn: Turn

    def types(self, text: str) -> None:
        self._advance(Typed(text=text))

    def taps(self, label: str) -> None:
        button = next(one for one in self.last.buttons if words(one.label) == label)
        assert hasattr(button, "tap")
        self._advance(Chosen(tap=button.tap))

    def _advance(self, reply: Typed | Chosen) -> None:
        self.turn = interview.advance(
            FORM, self.turn.state, reply, draft_id="D", language="th", moment=NOW
        )

    @property
    def last(self) -> Say:
        return self.turn.says[-1]

    @property
    def lines(self) -> list[str]:
        return [words(line) for say in self.turn.says for line in say.lines]

    @property
    def labels(self) -> list[str]:
        return [words(one.label) for one in self.last.buttons]

    def value(self, path: str) -> str:
        return Instance.load(FORM, self.turn.state.xml, NOW).value(path)


def words(line: Words) -> str:
    return line if isinstance(line, str) else line.msgid.format(**line.values)


def led(given: Given) -> Led:
    turn = interview.begin(FORM, draft_id="D", language="th", moment=NOW, context={}, given=given)
    return Led(turn=turn)


def test_what_is_known_is_filled_in_and_neither_asked_nor_read_out() -> None:
    passage = led(ADULT)

    assert passage.turn.state.passage.waiting == "/data/visit/water"
    assert "อ่านข้อความนี้" not in passage.lines
    assert "Question 1/3" in passage.lines
    assert "◀" not in passage.labels
    assert passage.value("/data/visit/person") == "ยาย"
    assert passage.value("/data/person_age") == "70"


def test_what_is_filled_in_stands_in_the_submission_and_the_review_but_is_not_changed() -> None:
    passage = led(ADULT)
    for text in ("1", "3", "ทบทวน"):
        passage.types(text)

    assert [choice.label for choice in passage.last.choices] == [
        "ยินยอมไหม: ยินยอม",
        "ใคร: ยาย",
        "น้ำดื่มจากไหน: บ่อ",
        "ปวดแค่ไหน: 3",
    ]
    passage.types("2")
    assert any("filled in" in line for line in passage.lines)

    for text in ("ย้อนกลับ", "ไม่มี"):
        passage.types(text)
    assert passage.turn.submission is not None
    assert "<consent>yes</consent>" in passage.turn.submission
    assert "<person>ยาย</person>" in passage.turn.submission


def test_what_the_form_does_not_take_is_asked() -> None:
    passage = led(Given(values={"consent": "perhaps", "person": "a very long name"}))

    assert passage.turn.state.passage.waiting == "/data/consent"
    passage.types("1")
    assert passage.turn.state.passage.waiting == "/data/visit/person"


def test_an_answer_is_given_as_last_time_with_one_tap() -> None:
    passage = led(ADULT)
    assert "Last time: บ่อ" in passage.lines

    passage.taps("Same as last time")

    assert passage.value("/data/visit/water") == "well"
    assert passage.turn.state.passage.waiting == "/data/visit/pain"


def test_an_answer_of_last_time_that_the_form_takes_no_more_is_asked_again() -> None:
    passage = led(ADULT)
    passage.taps("Same as last time")

    passage.taps("Same as last time")

    assert passage.turn.state.passage.waiting == "/data/visit/pain"
    assert passage.value("/data/visit/pain") == ""


def test_what_is_kept_for_a_time_only_is_never_offered_again() -> None:
    passage = led(ADULT)
    passage.types("1")
    passage.types("3")

    assert passage.turn.state.passage.waiting == "/data/visit/secret"
    assert "Same as last time" not in passage.labels


def test_practice_is_named_above_every_question() -> None:
    passage = led(Given(practice=True))
    assert words(passage.last.lines[0]) == "PRACTICE. Nothing is kept."

    passage.types("1")

    assert words(passage.last.lines[0]) == "PRACTICE. Nothing is kept."


def test_a_form_applies_where_it_asks_something_of_this_person() -> None:
    known = {"consent": "yes", "person": "ยาย"}
    child_form = Form.parse(XFORM.replace("&gt; 17", "= 'never'"))

    assert interview.applies(child_form, {**known, "person_age": "3"}, NOW)
    assert interview.applies(child_form, known, NOW), "where nothing is known of the age"
    assert not interview.applies(child_form, {**known, "person_age": "70"}, NOW)
