"""Answers that are not kept for good, but would live on in an entity."""

import re
from collections.abc import Iterator

from bot.publishing.finding import Finding
from bot.publishing.linting.survey import Question, Survey
from bot.publishing.linting.telling import at_question
from dialogue.phrase import msgid

_KEEP = re.compile(r"bind::\w+:keep")  # whatever the form calls the namespace
_NAMED = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
_REMEDY = msgid("Keep it for good (take bind::line:keep out), or do not save it to an entity.")


def find(survey: Survey) -> Iterator[Finding]:
    """Find answers with bind::line:keep that are saved to an entity, or stand in its label."""
    for question in survey.questions:
        if _kept(question) and question.cell("save_to"):
            yield at_question(
                question,
                "save_to",
                msgid("{name} is not kept for good, but would live on in an entity."),
                _REMEDY,
                severity="error",
                name=question.name,
            )
    for row in survey.sheet("entities"):
        for name in dict.fromkeys(_NAMED.findall(row.get("label"))):
            named = survey.by_name.get(name)
            if named is not None and _kept(named):
                yield Finding(
                    reason=msgid("{name} is not kept for good, but would live on in an entity."),
                    remedy=_REMEDY,
                    sheet=row.sheet,
                    row=row.number,
                    column="label",
                    values={"name": name},
                )


def _kept(question: Question) -> bool:
    cells = question.row.cells.items()
    return any(text.strip() for head, text in cells if _KEEP.fullmatch(head))
