"""Forgetting: all that is held about a visited person, or about a contact, is erased at once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dialogue.xforms.keeping import without_entity
from models.attachment import Attachment
from models.base import Row
from models.contact import Contact
from models.person import BARE, Person
from models.submission import Submission
from models.traces import Traces
from models.visit import DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """How much of a person is erased, or would be; and what was sent on, and is not called back.

    `sent` holds the name of a form server and an instanceID for each submission that it has.
    """

    submissions: int
    pictures: int
    drafts: int
    sent: Sequence[tuple[str, str]]

    @property
    def servers(self) -> Mapping[str, int]:
        """Count what was sent on, by the name of the server."""
        return Counter(server for server, _ in self.sent)


def held_of_person(person: Person, traces: Traces) -> Forgotten:
    """Count what would be erased with a person; nothing is changed."""
    about, parts = _submissions(person, traces)
    every = [*about, *(one for one, _ in parts)]
    return Forgotten(
        submissions=len(about),
        pictures=len(traces.files_of(about)),
        drafts=len(traces.drafts_about(person.id, every)),
        sent=traces.sent(every),
    )


def forget_person(person: Person, traces: Traces, now: datetime) -> Forgotten:
    """Erase a person with all that hangs on them; only bare visits stay, for an area's counts.

    Where a submission is about several people, what it says of this one is taken out of it.
    """
    held = held_of_person(person, traces)
    about, parts = _submissions(person, traces)
    every = [*about, *(one for one, _ in parts)]
    for visit in traces.open_visits(person.id):
        visit.status, visit.ended_at = DONE, now
    files = traces.files_of(about)
    gone: list[Row] = [*files, *traces.drafts_about(person.id, every)]
    gone += traces.entities_made_by(about)
    for submission, rest in parts:
        gone += _cut(submission, rest, traces)
    entity, home = traces.entity_of(person.id), traces.emptied_home(person)
    gone += [one for one in (entity, home) if one is not None]
    gone += [*traces.parked_about(person.id), *traces.rosters_over(person.area)]
    traces.drop(*dict.fromkeys((*gone, *about, person)))
    return held


def forget_contact(contact: Contact, traces: Traces) -> None:
    """Erase a contact with all that is held of them; what they noted of people stays, unsigned.

    Pictures and files that belong to such notes are kept as nobody's.
    """
    files = traces.files_from(contact.id)
    kept = [one for one in files if one.submission_id is not None]
    nobody = traces.nobody(like=contact) if kept else contact
    for one in kept:
        one.contact_id = nobody.id
    for event in traces.left_aside(contact.id):
        event.body = None
    for invite in traces.redeemed_by(contact.id):
        invite.redeemed_by = None
    issued = traces.issued_by(contact.id)
    for invite in issued:
        invite.issued_by = None
    for role in traces.invited_by(contact.id):
        role.invited_by = None
    traces.drop(
        *(one for one in files if one.submission_id is None),
        *dict.fromkeys((*traces.parked_for(contact.id), *traces.talks_of(contact.id))),
        *traces.drafts_of(contact.id),
        *traces.workbooks_of(contact.id),
        *traces.watches_of(contact.id),
        *(one for one in issued if one.ended_at is None),
        contact,
    )


def bare_person(person: Person, traces: Traces, today: date) -> None:
    """Leave of a person what an area counts: no name, no word, no answer that is not a code."""
    about, parts = _submissions(person, traces)
    every = [*about, *(one for one, _ in parts)]
    gone: list[Row] = [*traces.drafts_about(person.id, every), *traces.entities_made_by(about)]
    for submission in about:
        bare_submission(submission, traces)
    for submission, rest in parts:
        gone += _cut(submission, rest, traces)
    entity, home = traces.entity_of(person.id), traces.emptied_home(person)
    gone += [one for one in (entity, home) if one is not None]
    traces.drop(*dict.fromkeys((*gone, *traces.parked_about(person.id))))
    traces.blank_words(person.id, today)
    person.code, person.name_hash = f"~{person.id[-11:]}", ""
    person.status, person.status_on = BARE, today
    person.household_id = person.assignee_id = None


def bare_submission(submission: Submission, traces: Traces) -> None:
    """Leave of a submission when it was made and of which form; what was not sent on is not."""
    traces.drop(*traces.files_of([submission]), *traces.unsent([submission]))
    submission.xml, submission.is_blanked = None, True


def _submissions(
    person: Person, traces: Traces
) -> tuple[list[Submission], list[tuple[Submission, str | None]]]:
    """List what is about a person alone, and what is about others too, with what stays of that.

    Of those that correct one another the newest decides; None stays of an earlier one that was
    about this person alone.
    """
    about = traces.about(person.id)
    rests = {
        one: without_entity(one.xml, person.id) if one.xml is not None else None
        for one in traces.naming(person.id)
        if one not in about
    }
    alone = {one.key for one, rest in rests.items() if one.replaced_by is None and rest is None}
    about += [one for one in rests if one.key in alone]
    return about, [(one, rest) for one, rest in rests.items() if one.key not in alone]


def _cut(submission: Submission, rest: str | None, traces: Traces) -> list[Attachment]:
    """Keep of a submission what is about others; list the files that go."""
    before = submission.xml
    if before is None or before == rest:
        return []
    submission.xml = rest
    traces.changed(submission)
    files = traces.files_of([submission])
    return [one for one in files if one.name in before and one.name not in (rest or "")]
