"""A form in two versions, with submissions of it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from bot.exporting.export import Format, Wanted, submissions
from bot.exporting.questions import Language
from bot.store import Store
from models.attachment import Attachment, Attachments
from models.contact import Contact, Contacts
from models.form import Forms, FormVersion
from models.submission import Submission, Submissions

BANGKOK = ZoneInfo("Asia/Bangkok")
NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)  # 12:00 in Bangkok

_HEAD = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms">
<h:head><h:title>Visit</h:title><model>"""

FIRST = f"""{_HEAD}
<instance><data id="visit" version="1">
 <start/><today/><hello/>
 <who><code/><age/></who>
 <needs/><place/><photo/><score/><thanks/>
 <orx:meta><orx:instanceID/></orx:meta>
</data></instance>
<instance id="needs"><root><item><name>food</name></item></root></instance>
<bind nodeset="/data/start" type="dateTime" jr:preload="timestamp"/>
<bind nodeset="/data/today" type="date" jr:preload="date"/>
<bind nodeset="/data/hello" type="string" readonly="true()"/>
<bind nodeset="/data/who/code" type="string"/>
<bind nodeset="/data/who/age" type="int"/>
<bind nodeset="/data/needs" type="string"/>
<bind nodeset="/data/place" type="geopoint"/>
<bind nodeset="/data/photo" type="binary"/>
<bind nodeset="/data/score" type="string" calculate="/data/who/age - 5"/>
<bind nodeset="/data/thanks" type="string" readonly="true()"/>
<bind nodeset="/data/orx:meta/orx:instanceID" type="string" readonly="true()" jr:preload="uid"/>
</model></h:head><h:body>
<input ref="/data/hello"><label>Hello</label></input>
<group ref="/data/who"><input ref="/data/who/code"/><input ref="/data/who/age"/></group>
<select ref="/data/needs"/><input ref="/data/place"/>
<upload ref="/data/photo" mediatype="image/*"/>
<input ref="/data/thanks"><label>Thanks</label></input>
</h:body></h:html>"""

# The code is called a nickname now, a temperature is asked too, and no place any more.
SECOND = f"""{_HEAD}
<instance><data id="visit" version="2">
 <start/><today/>
 <who><nickname/><age/></who>
 <temperature/><needs/><photo/><score/>
 <meta><instanceID/></meta>
</data></instance>
<bind nodeset="/data/start" type="dateTime"/>
<bind nodeset="/data/today" type="date"/>
<bind nodeset="/data/who/nickname" type="string"/>
<bind nodeset="/data/who/age" type="int"/>
<bind nodeset="/data/temperature" type="decimal"/>
<bind nodeset="/data/needs" type="string"/>
<bind nodeset="/data/photo" type="binary"/>
<bind nodeset="/data/score" type="string" calculate="/data/who/age - 5"/>
<bind nodeset="/data/meta/instanceID" type="string" readonly="true()"/>
</model></h:head><h:body>
<group ref="/data/who"><input ref="/data/who/nickname"/><input ref="/data/who/age"/></group>
<input ref="/data/temperature"/><select ref="/data/needs"/><upload ref="/data/photo"/>
</h:body></h:html>"""


@dataclass(kw_only=True)
class Clinic:
    """A store to which the form is published, and whose volunteers submit."""

    store: Store
    _count: int = 0

    def publish(self, version: str, xform: str) -> None:
        with self.store.writing() as session:
            Forms(session).publish(
                FormVersion(
                    id=f"version-{version}",
                    form_id="visit",
                    version=version,
                    title="Visit",
                    xform=xform,
                    workbook=b"",
                    workbook_name="visit.md",
                    published_at=NOON + timedelta(seconds=int(version)),
                )
            )

    def join(self, contact_id: str) -> None:
        with self.store.writing() as session:
            contact = Contact(id=contact_id, seen_on=date(2026, 11, 25))
            Contacts(session).add(contact, line_id=f"U-{contact_id}")

    def submit(
        self,
        *answers: str,
        version: str = "1",
        by: str | None = None,
        complete: bool = True,
        demo: bool = False,
        corrects: str | None = None,
    ) -> str:
        """Keep submissions, one a minute; `answers` are the XML inside their roots.

        With `corrects` the one given takes the place of that. Returns the id of the last one.
        """
        key = ""
        with self.store.writing() as session:
            for inside in answers:
                at = NOON + timedelta(minutes=self._count)
                self._count += 1
                key = f"uuid:00000000-0000-4000-8000-{self._count:012d}"
                earlier = None if corrects is None else session.get_one(Submission, corrects)
                old = f"<deprecatedID>{corrects}</deprecatedID>" if earlier is not None else ""
                meta = f"<meta><instanceID>{key}</instanceID>{old}</meta>"
                if earlier is not None:
                    earlier.replaced_by = key
                Submissions(session).add(
                    Submission(
                        id=key,
                        version_id=f"version-{version}",
                        form_id="visit",
                        contact_id=by,
                        started_at=NOON,
                        submitted_at=at,
                        is_complete=complete,
                        is_demo=demo,
                        root_id=None if earlier is None else earlier.key,
                    ),
                    xml=f'<data id="visit" version="{version}">{inside}{meta}</data>',
                )
        return key

    def attach(self, name: str, *, to: str, by: str, state: str) -> None:
        with self.store.writing() as session:
            Attachments(session).add(
                Attachment(
                    id=name,
                    contact_id=by,
                    draft_id="gone",
                    submission_id=to,
                    path="/data/photo",
                    name=name,
                    media="image",
                    state=state,
                    sent_at=NOON,
                    again_at=NOON,
                ),
                message_id="1",
            )

    def export(
        self, file_format: Format = "csv", *, bom: bool = False, labels: Language | None = None
    ) -> bytes:
        out = BytesIO()
        wanted = Wanted(form_id="visit", format=file_format, bom=bom, labels=labels)
        self.written = submissions(self.store, wanted, out=out, zone=BANGKOK)
        assert not out.closed
        return out.getvalue()


def code(text: str) -> str:
    """Answer the question that takes any text."""
    return f"<who><code>{escape(text, {chr(13): '&#13;'})}</code></who>"
