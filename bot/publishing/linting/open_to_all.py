"""Forms that anyone may begin: nothing of them may be kept."""

from collections.abc import Iterator
from typing import Final

from bot.publishing.finding import Finding
from bot.publishing.linting.survey import Survey
from dialogue.phrase import msgid

OPEN: Final = "bind::line:open"
DISCARD: Final = "bind::line:discard"
_ALWAYS: Final = ("'yes'", '"yes"')


def find(survey: Survey) -> Iterator[Finding]:
    """Find forms that are open to all and might keep something, or ask for a permission."""
    rows = survey.sheet("survey")
    opened = next((row for row in rows if row.get(OPEN).strip() == "yes"), None)
    if opened is None:
        return
    discards = (row for row in rows if row.get(DISCARD).strip() == "yes")
    if not any(row.get("calculation").strip() in _ALWAYS for row in discards):
        yield Finding(
            reason=msgid("Anyone may begin this form, and it does not say that it keeps nothing."),
            remedy=msgid("Add a calculate row with calculation 'yes' and bind::line:discard yes."),
            sheet=opened.sheet,
            row=opened.number,
            column=OPEN,
        )
