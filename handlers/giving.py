"""What a form is told of the person it is about, before it is asked."""

from collections.abc import Mapping
from typing import Final

from dialogue.interview import Given
from dialogue.xforms.form import Form
from dialogue.xforms.indexing import value_of
from handlers.consenting import RECORD, standing
from handlers.context import Context
from handlers.knowing import Known
from handlers.submitting import PERSON
from models.consent import CARER, PARENT, SELF
from models.submission import Submission

CONSENT: Final = "consent"
CONSENT_BY: Final = "consent_by"

_BY: Final = {SELF: PERSON, PARENT: "parent", CARER: "carer"}
"""By whom consent was given, as the shipped forms write it."""

DUE: Final = "person_due"
"""The name of what is yes where the form is due for the person."""

_DUE_LOOKED_AT: Final = 50
_LONGEST_NAME: Final = 40  # letters that the shipped forms take for a person


def given_to(form: Form, known: Known, visit_id: str | None, ctx: Context) -> Given:
    """Gather what is known of a person for this form, and what was answered the last time.

    It is saved at once after its last question, as it can be corrected for days; not one that
    writes entities, which a correction would not change.
    """
    last = ctx.submissions.last_about(known.id, form.id)
    before = None if last is None or last.xml is None else last.xml
    due = {DUE: "yes" if is_due(form.id, known, ctx) else ""}
    return Given(
        values={
            **values_for(form, known, ctx),
            **due,
            **_consent(form, known, visit_id, ctx),
        },
        before=before,
        at_once=not any(one.name == "entity" for one in form.primary.definitions),
    )


def values_for(form: Form, known: Known, ctx: Context) -> Mapping[str, str]:
    """Give what is known of a person by the names of questions: `person`, `area`, `person_age`.

    Every property of the person is told under its name after `person_`. What is not known is "".
    """
    told = {f"person_{name}": value for name, value in known.properties.items()}
    age = "" if known.birth_year is None else str(ctx.moment.today.year - known.birth_year)
    return {
        **told,
        PERSON: _named(form, known),
        "area": known.village,
        "person_id": known.id,
        "person_code": known.code,
        "person_name": known.name,
        "person_age": age,
        "person_area": known.area,
        "person_status": known.status,
    }


def is_due(form_id: str, known: Known, ctx: Context) -> bool:
    """Tell whether something is owed to the person that this form closes."""
    owed = ctx.rounds.owed_to(known.id, ctx.moment.today, most=_DUE_LOOKED_AT)
    return any(one.form_id == form_id for one in owed)


def is_of_visits(form: Form) -> bool:
    """Tell whether a form is about one person: it asks for `person` or reads a `person_…`.

    A `person` that is not filled in (`line:fill` = no) is somebody or something else.
    """
    return any(
        one.name.startswith(f"{PERSON}_")
        or (one.name == PERSON and one.attributes.get("fill", "").strip() != "no")
        for one in form.primary.definitions
        if not one.depth
    )


def _named(form: Form, known: Known) -> str:
    """Name the person as the form's question takes it: an id of the list, or words."""
    asked = [
        control
        for control in form.controls
        if control.path.rpartition("/")[2] == PERSON and control.kind == "question"
    ]
    if asked and asked[0].type == "select_one":
        return known.id
    named = f"{known.name} {known.code}"
    return named if len(named) <= _LONGEST_NAME else known.code


def _consent(form: Form, known: Known, visit_id: str | None, ctx: Context) -> Mapping[str, str]:
    """Give the consent that stands, unless the form is for those alone who consent themselves.

    Such a form does not ask by whom: it takes it that the person agreed, so this must be known.
    """
    stands = _standing(known, visit_id, ctx)
    asks_by_whom = any(
        one.path.rpartition("/")[2] == CONSENT_BY and one.kind == "question"
        for one in form.controls
    )
    return stands if asks_by_whom or stands.get(CONSENT_BY) == PERSON else {}


def _standing(known: Known, visit_id: str | None, ctx: Context) -> Mapping[str, str]:
    """Give the consent that was spoken earlier at this visit, or stands of the person."""
    for submission in _of_visit(visit_id, ctx):
        spoken = _spoken(submission, ctx)
        if spoken.get(CONSENT) == "yes":
            return spoken
    agreed = standing(known.id, ctx).get(RECORD)
    return {} if agreed is None else {CONSENT: "yes", CONSENT_BY: _BY.get(agreed.given_by, "")}


def _of_visit(visit_id: str | None, ctx: Context) -> list[Submission]:
    return [] if visit_id is None else ctx.submissions.of_visit(visit_id)


def _spoken(submission: Submission, ctx: Context) -> dict[str, str]:
    version = ctx.forms.version(submission.version_id)
    if version is None or submission.xml is None:
        return {}
    form = ctx.compiled(version)
    return {name: value_of(form, submission.xml, name) for name in (CONSENT, CONSENT_BY)}
