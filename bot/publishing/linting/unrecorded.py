"""Rows that record something by themselves, which a chat cannot."""

from collections.abc import Iterator

from bot.publishing.finding import Finding
from bot.publishing.linting.survey import Survey
from bot.publishing.linting.telling import at_question
from dialogue.phrase import msgid

_KINDS = frozenset({"audit", "background-audio", "background-geopoint", "start-geopoint"})
_OF_ODK = frozenset({"email", "phonenumber", "simserial", "subscriberid", "username"})


def find(survey: Survey) -> Iterator[Finding]:
    """Find rows that stay blank, whatever happens."""
    for question in survey.questions:
        if question.kind in _KINDS:
            yield at_question(
                question,
                "type",
                msgid("{type} is not recorded in LINE and stays blank."),
                msgid("Nothing has to be done, or ask for a place with geopoint."),
                type=question.kind,
            )
        elif question.kind.removeprefix("uri:") in _OF_ODK:
            yield at_question(
                question,
                "type",
                msgid("{type} is not known in LINE and stays blank."),
                msgid("Nothing has to be done, or ask for it with a question."),
                severity="information",
                type=question.kind,
            )
