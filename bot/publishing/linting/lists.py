"""Lists that are too long to read through."""

from collections.abc import Iterator

from bot.publishing.finding import Finding
from bot.publishing.linting.survey import Survey
from bot.publishing.linting.telling import at_question
from dialogue.phrase import msgid

LONG = 60
"""Choices that a list may have and still be leafed through; longer ones are searched by typing."""


def find(survey: Survey) -> Iterator[Finding]:
    """Find long lists that nothing narrows down."""
    for question in survey.questions:
        count = len(survey.lists.get(question.list_name, ()))
        if count <= LONG or question.cell("choice_filter"):
            continue
        yield at_question(
            question,
            "type",
            msgid(
                "The list {list} has {count} choices and no filter: people will type a part of the"
                " name to find theirs."
            ),
            msgid("Ask a wider question before it, such as the district, and use choice_filter."),
            severity="information",
            list=question.list_name,
            count=count,
        )
