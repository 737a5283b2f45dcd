"""Gaps: what finished forms tell of needs, found, graded, met by evidence and reconsidered."""

from dialogue.filled import values_in
from dialogue.gaps import ANY, Finding, findings
from dialogue.prompt import Say
from dialogue.reading.cleaning import folded
from dialogue.reading.unfit import MOST, unfit
from handlers.context import Context
from handlers.few_words import HURT
from handlers.happened import Happened, NeedClosed, NeedFound, PersonLeft, Submitted
from handlers.needing import drop, grade, meet, open_need, reopen
from handlers.router import Says
from models.person import Person

_SUBJECT = 64


def after_submission(event: Happened, ctx: Context) -> Says:
    """Open, grade and close needs by what was answered about a person; without one, do nothing."""
    if not isinstance(event, Submitted) or event.person_id is None:
        return ()
    person = ctx.persons.get(event.person_id)
    if person is None or not person.is_active:
        return ()
    answered = findings(ctx.gaps, event.form_id, _answers(event, ctx))
    hurt = [one for one in answered if unfit(one.words) == "violence"]
    found = [_named(one, ctx) for one in answered if one not in hurt]
    reconsidered = () if event.corrects is None else _reconsider(event, found, ctx)
    told = (one for finding in found for one in _apply(finding, person, event, ctx))
    return (*reconsidered, *told, *((Say(lines=HURT),) if hurt else ()))


def after_person_left(event: Happened, ctx: Context) -> Says:
    """Drop what was needed: nothing is owed any more."""
    if not isinstance(event, PersonLeft):
        return ()
    return tuple(one for need in ctx.needs.open_of(event.person_id) for one in drop(need, ctx))


def _answers(event: Submitted, ctx: Context) -> dict[str, str]:
    """Read the answers of a submission, those too that are not in clear anywhere."""
    submission = ctx.submissions.get(event.submission_id)
    sealed = None if submission is None else submission.xml
    return {**event.answers, **({} if sealed is None else values_in(sealed))}


def _named(finding: Finding, ctx: Context) -> Finding:
    """Tell needs apart by their words where the table asks for that; unfit words are left out."""
    words = "" if unfit(finding.words) else finding.words[:MOST]
    subject = finding.subject
    if subject.endswith(ANY):
        mark = ctx.hashed(f"need:{folded(finding.words)}")[:20]
        subject = f"{subject.removesuffix(ANY)}:{mark}"
    return Finding(
        kind=finding.kind,
        subject=subject[:_SUBJECT],
        whom=finding.whom,
        is_gap=finding.is_gap,
        urgency=finding.urgency,
        graded=finding.graded,
        words=words,
    )


def _apply(
    finding: Finding, person: Person, event: Submitted, ctx: Context
) -> tuple[NeedFound | NeedClosed, ...]:
    need = ctx.needs.standing(person.id, finding.subject, finding.whom)
    if not finding.is_gap:
        return () if need is None else meet(need, ctx, by=event.submission_id)
    if need is None:
        return (
            open_need(
                person,
                ctx,
                kind=finding.kind,
                subject=finding.subject,
                urgency=finding.urgency,
                whom=finding.whom,
                owner_id=person.assignee_id or event.contact_id,
                words=finding.words,
                submission_id=event.submission_id,
                visit_id=event.visit_id,
            ),
        )
    need.submission_id, need.visit_id = event.submission_id, event.visit_id or need.visit_id
    if finding.words:
        need.detail = finding.words
    return () if finding.graded is None else grade(need, finding.graded, ctx)


def _reconsider(
    event: Submitted, found: list[Finding], ctx: Context
) -> tuple[NeedFound | NeedClosed, ...]:
    """Drop what only the corrected answers told of, and open again what only they had closed."""
    first = ctx.submissions.get(event.root_id)
    chain = [] if first is None else [one.id for one in ctx.submissions.chain(first)]
    earlier = [one for one in chain if one != event.submission_id]
    gaps = {(one.subject, one.whom) for one in found if one.is_gap}
    met = {(one.subject, one.whom) for one in found if not one.is_gap}
    told: list[NeedFound | NeedClosed] = []
    closed = ctx.needs.closed_by(earlier)
    told += [reopen(need) for need in closed if (need.subject, need.whom) not in met]
    for need in ctx.needs.found_by(earlier):
        if need.is_open and (need.subject, need.whom) not in gaps:
            told += drop(need, ctx)
    return tuple(told)
