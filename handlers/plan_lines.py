"""A person's plan on the screen: problem, what, who, by when and result, line by line."""

from typing import Final

from dialogue.phrase import CellValue, Phrase, Words, msgid, phrase
from handlers.needing import URGENCIES, kind_words, told_words
from models.need import Need
from models.plan import DONE, PLANNED, PlanItem

FILE: Final = "plan.file"

WHO: Final = {
    "self": phrase(msgid("The person")),
    "family": phrase(msgid("The family")),
    "volunteer": phrase(msgid("A volunteer")),
    "health_centre": phrase(msgid("The health centre")),
    "hospital": phrase(msgid("The hospital")),
    "local_gov": phrase(msgid("The municipality")),
    "fund": phrase(msgid("The tambon fund")),
    "other": phrase(msgid("Somebody else")),
}
"""Who does what a line says, by the codes of the form."""


STATES: Final = {
    PLANNED: phrase(msgid("Planned")),
    DONE: phrase(msgid("Done")),
}


HEADINGS: Final = (
    phrase(msgid("Code")),
    phrase(msgid("Nickname")),
    phrase(msgid("Area")),
    phrase(msgid("Problem")),
    phrase(msgid("Need")),
    phrase(msgid("Urgency")),
    phrase(msgid("What is done")),
    phrase(msgid("Who")),
    phrase(msgid("By when")),
    phrase(msgid("State")),
    phrase(msgid("Result")),
    phrase(msgid("Planned on")),
)
"""Above the columns of a plan as a workbook."""


def row_of(item: PlanItem, need: Need | None, *, code: str, name: str) -> tuple[CellValue, ...]:
    """Lay out one line of a plan for a workbook: whose it is, and all that is told of it."""
    return (
        code,
        name,
        item.area,
        told_words(item.problem),
        None if need is None else kind_words(need),
        None if need is None else URGENCIES.get(need.urgency),
        item.what,
        who_words(item),
        item.by_on,
        STATES.get(item.status),
        item.result,
        item.made_at.date(),
    )


def who_words(item: PlanItem) -> Words | None:
    """Say who does it; None where that is not known yet."""
    who = item.who
    return None if not who else WHO.get(who, who)


def in_lines(item: PlanItem, number: int) -> tuple[Phrase, ...]:
    """Say one line of a plan: what it is about, what is done, who does it by when, the result."""
    who = who_words(item)
    state = STATES.get(item.status, STATES[DONE])
    problem = phrase(msgid("{number}. {problem}"), number=number, problem=told_words(item.problem))
    told = (
        None if not item.what else phrase(msgid("What: {what}"), what=item.what),
        None if who is None else phrase(msgid("Who: {who}"), who=who),
        None if item.by_on is None else phrase(msgid("By {date}"), date=item.by_on),
        phrase(msgid("State: {state}"), state=state),
        None if not item.result else phrase(msgid("Result: {result}"), result=item.result),
    )
    return (problem, *(one for one in told if one is not None))
