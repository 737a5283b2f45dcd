"""A converted form read once by the runtime that will ask it."""

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.publishing.finding import Finding
from bot.publishing.rows import Row
from dialogue.phrase import msgid
from dialogue.xforms.errors import FormError
from dialogue.xforms.form import Form

_PATH = re.compile(r"(?:/[\w.-]+)+")


def refusals(
    xform: str, rows: Sequence[Row], files: Mapping[str, bytes], lists: frozenset[str]
) -> tuple[Finding, ...]:
    """Tell why the runtime cannot ask this form with its files; nothing where it can.

    `lists` names the entity lists that are kept here.
    """
    try:
        Form.parse(xform, files, is_live=lists.__contains__)
    except FormError as refused:
        return (_told(str(refused), rows),)
    return ()


def _told(said: str, rows: Iterable[Row]) -> Finding:
    return Finding(
        reason=msgid("The form cannot be asked as it is: {said}"),
        remedy=msgid("Change the type or the expression named there."),
        sheet="survey",
        row=_row(said, rows),
        values={"said": said[:400]},
    )


def _row(said: str, rows: Iterable[Row]) -> int | None:
    """Find the row of the node that the runtime names, as in /data/visit/who."""
    path = _PATH.search(said)
    if path is None:
        return None
    name = path[0].rpartition("/")[2]
    named = (row.number for row in rows if row.sheet == "survey" and row.get("name") == name)
    return next(named, None)
