"""What a form may not ask, because a chat has no way to ask it."""

import re
from collections.abc import Iterator

from bot.publishing.finding import Finding
from bot.publishing.linting.survey import Question, Survey
from bot.publishing.linting.telling import at_question
from dialogue.phrase import msgid

_ASK_TEXT = msgid("Ask for the number as text.")
_ASK_PLACE = msgid("Ask for one place with geopoint, or describe the way in a text question.")

_UNASKABLE = {
    "barcode": _ASK_TEXT,
    "geotrace": _ASK_PLACE,
    "geoshape": _ASK_PLACE,
    "osm": _ASK_PLACE,
}
_PICTURES = frozenset({"image", "photo"})
_DRAWN = frozenset({"signature", "draw", "annotate"})
_SEARCH = re.compile(r"\bsearch\s*\(")


def find(survey: Survey) -> Iterator[Finding]:
    """Find the rows that chat cannot ask, each with what to do instead."""
    for question in survey.questions:
        if question.kind in _UNASKABLE:
            yield at_question(
                question,
                "type",
                msgid("The type {type} cannot be asked in LINE."),
                _UNASKABLE[question.kind],
                severity="error",
                type=question.kind,
            )
        elif _is_drawn(question):
            yield at_question(
                question,
                "appearance",
                msgid("Drawing and signing cannot be asked in LINE."),
                msgid("Ask for a photo, or for a name as text."),
                severity="error",
            )
        elif _SEARCH.search(question.cell("appearance")):
            yield at_question(
                question,
                "appearance",
                msgid("search() takes its choices from a file in ODK Collect only."),
                msgid("Use the type select_one_from_file FILE.csv, with a choice_filter."),
                severity="error",
            )


def _is_drawn(question: Question) -> bool:
    looks = question.cell("appearance").lower().split()
    return question.kind in _PICTURES and bool(_DRAWN & set(looks))
