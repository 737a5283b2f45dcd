"""The facts that rules look at, gathered from what is kept of one person."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, cast

from dialogue.rules.anchors import day_in
from dialogue.rules.facts import Answered, Earlier, Evidence, Facts, Found, Someone, Status
from dialogue.rules.rule import FORM, NEED, REFERRAL, VISIT, Condition, Rule
from dialogue.xforms.form import Form
from dialogue.xforms.indexing import value_of
from handlers.books import Books
from models.follow_up import FollowUp
from models.form import FormVersion
from models.history import History, Sent
from models.need import DROPPED, Need
from models.person import PERSONS, Person
from models.referral import BEGUN, STUCK, Referral
from models.visit import DONE

ASK_AFTER: Final = timedelta(days=3)
"""After how long it is asked whether somebody got to where they were sent."""

CARD_EXPIRES: Final = "card_expires"
CARD_TOLD: Final = "card_told"
"""Properties of a person: the month in which their card ends (2027-05), and the day it was told."""

CARD_ENDS: Final = ("rights_access", "expires")
"""The question, by form and name, that asks for the same."""

KNOWN_FOR: Final = timedelta(days=400)
"""How far back visits and submissions are looked at; what was over by then stays as it is."""


def gathered(
    person: Person,
    rows: Collection[FollowUp],
    rules: Sequence[Rule],
    books: Books,
    *,
    told: Mapping[str, str],
) -> Facts:
    """Gather what these rules look at of a person; `rows` are what is or was owed to them.

    `told` are submissions of this turn as they were filled in, by their ids.
    """
    since = books.moment.now - KNOWN_FOR
    asked = [one for rule in rules for one in (*_of_answers(rule), rule.unless) if one is not None]
    names = {one.name for one in asked if not one.form_id}
    history = books.histories.of(person.id, names, since)
    told_of = _Told(history=history, books=books, told=told)

    forgotten = {row.subject: on for row in rows if (on := told_of.forgotten(row, rules))}
    return Facts(
        today=books.moment.today,
        someone=_someone(person, rules, books),
        known_since=since.date(),
        answers=(*told_of.marked(), *told_of.sealed(asked), *_card(person, asked, books)),
        needs=tuple(_need(one, told_of) for one in history.needs if one.status != DROPPED),
        referrals=tuple(_referral(one, told_of) for one in history.referrals if _is_asked(one)),
        evidence=tuple(told_of.evidence()),
        earlier=tuple(_earlier(row, forgotten.get(row.subject), told_of) for row in rows),
    )


def _card(person: Person, asked: Iterable[Condition], books: Books) -> Iterator[Answered]:
    """Give the month in which a card ends that was told in the chat, as the form tells its day."""
    if not any((one.form_id, one.name) == CARD_ENDS for one in asked):
        return
    entity = books.entities.get(PERSONS, person.id)
    told = None if entity is None or entity.content is None else entity.told.properties
    month = "" if told is None else told.get(CARD_EXPIRES, "")
    on = day_in("" if told is None else told.get(CARD_TOLD, ""))
    if month and on is not None:
        form_id, name = CARD_ENDS
        value = f"{month}-01"  # the first day it may end on
        yield Answered(form_id=form_id, name=name, value=value, on=on, by=f"card:{person.id}")


def _of_answers(rule: Rule) -> tuple[Condition, ...]:
    return rule.applies if rule.about == "answer" else ()


def _someone(person: Person, rules: Sequence[Rule], books: Books) -> Someone:
    """Tell who it is; what is sealed is opened only where a rule asks for it."""
    is_asked = any(rule.groups or rule.about == "person" for rule in rules)
    entity = books.entities.get(PERSONS, person.id) if is_asked else None
    is_known = entity is not None and entity.content is not None
    properties = entity.told.properties if entity is not None and is_known else {}
    return Someone(
        status=person.status,
        registered_on=person.created_at.astimezone(books.moment.zone).date(),
        groups=frozenset(properties.get("groups", "").split()),
        codes=properties,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What forms and visits told of a person, and when that was."""

    history: History
    books: Books
    told: Mapping[str, str]

    def local(self, at: datetime) -> datetime:
        """Give a time in the zone of the programme."""
        return at.astimezone(self.books.moment.zone)

    def taken_at(self, sent: Sent) -> datetime:
        """Tell when what a submission tells of took place: when its visit began, else itself."""
        visits = (one for one in self.history.visits if one.id == sent.row.visit_id)
        visit = next(visits, None)
        return self.local(sent.at if visit is None else visit.started_at)

    def marked(self) -> Iterator[Answered]:
        """Give the answers that stand in clear."""
        sent = {one.row.id: one for one in self.history.sent}
        for row in self.history.answers:
            by = sent.get(row.submission_id)
            yield Answered(
                form_id=row.form_id,
                name=row.name,
                value=row.value,
                on=self.local(row.at).date() if by is None else self.taken_at(by).date(),
                by=row.submission_id,
                root=row.submission_id if by is None else by.row.key,
                visit_id=None if by is None else by.row.visit_id,
            )

    def sealed(self, asked: Iterable[Condition]) -> Iterator[Answered]:
        """Give the answers of forms that rules name, out of the submissions themselves."""
        for form_id, name in sorted({(one.form_id, one.name) for one in asked if one.form_id}):
            for one in self.history.sent:
                value = self._value(one, name) if one.row.form_id == form_id else ""
                if value:
                    yield Answered(
                        form_id=form_id,
                        name=name,
                        value=value,
                        on=self.taken_at(one).date(),
                        by=one.row.id,
                        root=one.row.key,
                        visit_id=one.row.visit_id,
                    )

    def forgotten(self, row: FollowUp, rules: Sequence[Rule]) -> date | None:
        """Tell when an answer was given that is kept no more; None where it is, or was taken back.

        What was sent before all that is looked at counts for kept no more too.
        """
        rule = next((one for one in rules if one.code == row.rule), None)
        if rule is None or rule.about != "answer" or row.told_by is None:
            return None
        sent = next((one for one in self.history.sent if one.row.key == row.told_by), None)
        if sent is None:
            first = self.books.submissions.get(row.told_by)
            return None if first is None else self.local(first.submitted_at).date()
        name = rule.applies[0].name
        form = self._form(sent)
        is_passing = form is not None and _is_kept_for_a_time(form, name)
        is_blank = not self._value(sent, name)
        return self.taken_at(sent).date() if is_passing and is_blank else None

    def evidence(self) -> Iterator[Evidence]:
        """Give all that closes what is owed; a form outside of any visit is a visit of its own."""
        for sent in self.history.sent:
            at, row = self.taken_at(sent), sent.row
            yield Evidence(token=f"{FORM}{row.form_id}", at=at, by=row.id, visit_id=row.visit_id)
            if row.visit_id is None:
                yield Evidence(token=VISIT, at=at, by=row.id)
        for visit in self.history.visits:
            if visit.status == DONE:
                yield Evidence(token=VISIT, at=self.local(visit.started_at), visit_id=visit.id)
        for kind, found in ((NEED, self.history.needs), (REFERRAL, self.history.referrals)):
            for one in found:
                if one.closed_at is not None:
                    yield Evidence(token=f"{kind}:{one.id}", at=self.local(one.closed_at))

    def _value(self, sent: Sent, name: str) -> str:
        form, xml = self._form(sent), self.told.get(sent.row.id, sent.row.xml)
        return "" if form is None or xml is None else value_of(form, xml, name)

    def _form(self, sent: Sent) -> Form | None:
        version: FormVersion | None = self.books.forms.version(sent.row.version_id)
        return None if version is None else self.books.compiled(version)


def _is_kept_for_a_time(form: Form, name: str) -> bool:
    return any(one.name == name and "keep" in one.attributes for one in form.primary.definitions)


def _need(need: Need, told: _Told) -> Found:
    return Found(
        id=need.id,
        on=told.local(need.found_at).date(),
        codes={"kind": need.kind, "urgency": str(need.urgency), "whom": need.whom},
        closed_at=None if need.closed_at is None else told.local(need.closed_at),
        visit_id=need.visit_id,
    )


def _is_asked(referral: Referral) -> bool:
    """Tell whether volunteers are asked for it: not before it is made, nor once it is stuck."""
    return referral.status not in {BEGUN, STUCK}


def _referral(referral: Referral, told: _Told) -> Found:
    """Count it from its last "not yet", if there was one, so that its days move with that."""
    return Found(
        id=referral.id,
        on=referral.ask_on - ASK_AFTER,
        closed_at=None if referral.closed_at is None else told.local(referral.closed_at),
        visit_id=referral.visit_id,
    )


def _earlier(row: FollowUp, forgotten_on: date | None, told: _Told) -> Earlier:
    return Earlier(
        subject=row.subject,
        rule=row.rule,
        opens_on=row.opens_on,
        due_on=row.due_on,
        lapses_on=row.lapses_on,
        status=cast("Status", row.status),
        how=row.closed_how,
        closed_at=None if row.closed_at is None else told.local(row.closed_at),
        form_id=row.form_id,
        is_forgotten=forgotten_on is not None,
        told_on=forgotten_on if row.rule else told.local(row.made_at).date(),
    )
