"""Repeats whose number of instances can shrink while they are hidden."""

from collections.abc import Iterator

from bot.publishing.finding import Finding
from bot.publishing.linting.expressions import COUNTS, SHOWS
from bot.publishing.linting.survey import Survey
from bot.publishing.linting.telling import at_question
from dialogue.phrase import msgid


def find(survey: Survey) -> Iterator[Finding]:
    """Find counted repeats that a condition hides: ODK's programs differ in what they keep."""
    for question in survey.questions:
        count = question.cell(*COUNTS)
        hidden = any(around.cell(*SHOWS) for around in (*question.groups, question))
        if question.kind != "begin_repeat" or not count or count.isdecimal() or not hidden:
            continue
        yield at_question(
            question,
            "repeat_count",
            msgid(
                "When this repeat is hidden and its number becomes 0, some programs keep what was"
                " answered in it and others erase it. Here it is kept."
            ),
            msgid("Let the number depend on the condition, or ask about each one openly."),
        )
