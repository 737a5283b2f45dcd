"""Which forms are for whom: those that ask something of this person, what is due first."""

from collections.abc import Iterator
from typing import Final

from dialogue import interview
from handlers.context import Context
from handlers.giving import CONSENT, CONSENT_BY, is_due, is_of_visits, values_for
from handlers.knowing import Known
from handlers.roles import FILLS_FORMS, asked_permissions, may_fill
from models.form import Form, FormVersion

HOME_VISIT: Final = "home_visit"
"""The form of every visit."""

_DUE_LOOKED_AT: Final = 20


def forms_for(known: Known, ctx: Context, *, done: frozenset[str] = frozenset()) -> list[Form]:
    """List the forms that apply to a person, but those `done` at this visit.

    First those by which something due is closed, what is due first; then the home visit; then the
    others by their ids.
    """
    owed = ctx.rounds.owed_to(known.id, ctx.moment.today, most=_DUE_LOOKED_AT)
    due = {one.form_id: place for place, one in reversed(list(enumerate(owed))) if one.form_id}
    found = [form for form in _applying(known, ctx, frozenset(due)) if form.id not in done]

    def place(form: Form) -> tuple[int, bool, str]:
        return (due.get(form.id, len(owed)), form.id != HOME_VISIT, form.id)

    return sorted(found, key=place)


def is_for(version: FormVersion, known: Known, ctx: Context) -> bool:
    """Tell whether a form has anything to ask of a person now."""
    is_always = version.form_id == HOME_VISIT or is_due(version.form_id, known, ctx)
    return is_always or _applies(version, known, ctx)


def version_for(form_id: str, ctx: Context) -> FormVersion | None:
    """Find the version with which a form of a visit is begun; None if the contact may not."""
    version = ctx.forms.current(form_id)
    return version if version is not None and may_fill(version, ctx) else None


def _applying(known: Known, ctx: Context, due: frozenset[str]) -> Iterator[Form]:
    if not ctx.has_role(*FILLS_FORMS):
        return
    for form in ctx.forms.all():
        version = ctx.forms.current(form.id)
        # What asks for no permission is for all who work: roles are not looked up for each form.
        if version is None or (asked_permissions(version, ctx) and not may_fill(version, ctx)):
            continue
        if form.id in due or form.id == HOME_VISIT or _applies(version, known, ctx):
            yield form


def _applies(version: FormVersion, known: Known, ctx: Context) -> bool:
    """Tell whether the form asks something of the person, once they agree to be asked."""
    form = ctx.compiled(version)
    if not is_of_visits(form):
        return False
    values = {**values_for(form, known, ctx), CONSENT: "yes", CONSENT_BY: "person"}
    return interview.applies(form, values, ctx.moment)
