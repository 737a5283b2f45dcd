"""What is marked to be forgotten is blanked, and nothing else."""

from dialogue.xforms.form import Form
from dialogue.xforms.keeping import blanked, kept_days

XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:line="https://siao.example/line" xmlns:orx="http://openrosa.org/xforms"><h:head>
<h:title>t</h:title><model><instance><data id="f" version="1"><g><papers/><secret/></g><name/>
<orx:meta><orx:instanceID/></orx:meta></data></instance>
<bind nodeset="/data/g/papers" type="string" line:keep="90d"/>
<bind nodeset="/data/g/secret" type="string" line:keep="no"/>
<bind nodeset="/data/name" type="string"/></model></h:head><h:body>
<input ref="/data/g/papers"><label>p</label></input>
<input ref="/data/g/secret"><label>s</label></input>
<input ref="/data/name"><label>n</label></input></h:body></h:html>"""
SUBMISSION = (
    '<data xmlns:orx="http://openrosa.org/xforms" id="f" version="1"><g><papers>yes</papers>'
    "<secret>a &amp; b</secret></g><name>ยายแดง</name>"
    "<orx:meta><orx:instanceID>uuid:1</orx:instanceID></orx:meta></data>"
)


def test_marks_are_read_as_days() -> None:
    assert dict(kept_days(Form.parse(XFORM))) == {"/data/g/papers": 90, "/data/g/secret": 0}


def test_only_the_named_answers_are_blanked() -> None:
    assert blanked(SUBMISSION, ["/data/g/papers", "/data/g/secret"]) == (
        '<data xmlns:orx="http://openrosa.org/xforms" id="f" version="1"><g><papers/>'
        "<secret/></g><name>ยายแดง</name>"
        "<orx:meta><orx:instanceID>uuid:1</orx:instanceID></orx:meta></data>"
    )


def test_a_submission_without_such_answers_stays_as_it_was() -> None:
    assert blanked(SUBMISSION, ["/data/other"]) == SUBMISSION
    assert blanked(SUBMISSION, []) == SUBMISSION
