"""Choice labels that are too long for a button."""

from collections.abc import Iterator

import regex

from bot.publishing.finding import Finding
from bot.publishing.linting.languages import column_of
from bot.publishing.linting.survey import Survey
from bot.publishing.rows import Row
from dialogue.phrase import msgid

LONGEST = 20
"""Grapheme clusters that fit on a button; LINE's Messaging API reference, "Label"."""

_CLUSTER = regex.compile(r"\X")  # type: ignore[no-untyped-call]  # has no types
_SELECTS = frozenset({"select_one", "select_multiple", "rank"})


def find(survey: Survey) -> Iterator[Finding]:
    """Find lists that will be shown by number, because some of their labels fit no button."""
    used = {question.list_name for question in survey.questions if question.kind in _SELECTS}
    for name, rows in survey.lists.items():
        long = [row for row in rows if _is_long(row)]
        if name not in used or not long:
            continue
        yield Finding(
            reason=msgid(
                "{count} of {total} labels of the list {list} are longer than {most} letters,"
                " so the list is shown with numbers."
            ),
            remedy=msgid(
                "Nothing has to be done. Shorter labels, or the columns short_th and short_lo,"
                " make better buttons."
            ),
            sheet="choices",
            row=long[0].number,
            column="label",
            values={"count": len(long), "total": len(rows), "list": name, "most": LONGEST},
            severity="information",
        )


def _is_long(row: Row) -> bool:
    for heading, text in row.cells.items():
        column = column_of(heading)
        if column is None or column.base != "label":
            continue
        if len(_CLUSTER.findall(row.get(f"short_{column.code}") or text.strip())) > LONGEST:
            return True
    return False
