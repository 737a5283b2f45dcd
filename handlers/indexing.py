"""Indexing: what a form marks with `line:index` is kept in clear beside its submission."""

from datetime import datetime

from dialogue.xforms.form import Form
from dialogue.xforms.indexing import Marked, marked
from handlers.context import Context
from models.answer import LONGEST_NAME, LONGEST_VALUE, Answer
from models.submission import Submission
from models.visit import PAPER


def index(submission: Submission, form: Form, xml: str, ctx: Context) -> tuple[Marked, ...]:
    """Keep the marked answers of a new submission in place of those that it corrects; return them.

    What is longer than a row of answers takes is left out of them: it is no code, number or day.
    """
    first_at = _answered_at(submission, ctx)
    if submission.root_id is not None:
        chain = ctx.submissions.chain(submission)
        ctx.answers.drop_of([one.id for one in chain])
        first_at = min((first_at, *(_answered_at(one, ctx) for one in chain)))

    answers = marked(form, xml)

    rows = ((one.name, part) for one in answers for part in one.parts)
    for name, value in rows:
        if len(name) <= LONGEST_NAME and len(value) <= LONGEST_VALUE:
            ctx.answers.add(
                Answer(
                    submission_id=submission.id,
                    person_id=submission.person_id,
                    form_id=submission.form_id,
                    name=name,
                    value=value,
                    area=submission.area,
                    at=first_at,
                    is_demo=submission.is_demo,
                )
            )
    return answers


def _answered_at(submission: Submission, ctx: Context) -> datetime:
    """Tell when it was answered: as it was submitted, or at the visit that it was noted from."""
    visit = None if submission.visit_id is None else ctx.visits.get(submission.visit_id)
    is_paper = visit is not None and visit.source == PAPER
    return visit.started_at if visit is not None and is_paper else submission.submitted_at
