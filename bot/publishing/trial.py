"""A converted form read once by the runtime that will ask it."""

import re
from collections.abc import Iterable, Sequence

from bot.publishing.finding import Finding
from bot.publishing.rows import Row
from dialogue.phrase import msgid
from dialogue.xforms.errors import FormError
from dialogue.xforms.form import Form

_PATH = re.compile(r"(?:/[\w.-]+)+")
_FILE = re.compile(r"the file '([^']+)' is needed")


def refusals(xform: str, rows: Sequence[Row]) -> tuple[Finding, ...]:
    """Tell why the runtime cannot ask this form; nothing where it can."""
    try:
        Form.parse(xform)
    except FormError as refused:
        return (_told(str(refused), rows),)
    return ()


def _told(said: str, rows: Iterable[Row]) -> Finding:
    if missing := _FILE.search(said):
        return _without_file(missing[1], rows)
    return Finding(
        reason=msgid("The form cannot be asked as it is: {said}"),
        remedy=msgid("Change the type or the expression named there."),
        sheet="survey",
        row=_row(said, rows),
        values={"said": said[:400]},
    )


def _without_file(file: str, rows: Iterable[Row]) -> Finding:
    stem = file.rpartition(".")[0]
    asking = (row for row in rows if row.sheet == "survey")
    return Finding(
        reason=msgid("The form needs the file {file}, which does not come with it."),
        remedy=msgid("Put the list on the choices sheet and use select_one or select_multiple."),
        sheet="survey",
        row=next(
            (r.number for r in asking if file in r.get("type") or r.get("name") == stem), None
        ),
        values={"file": file},
    )


def _row(said: str, rows: Iterable[Row]) -> int | None:
    """Find the row of the node that the runtime names, as in /data/visit/who."""
    path = _PATH.search(said)
    if path is None:
        return None
    name = path[0].rpartition("/")[2]
    named = (row.number for row in rows if row.sheet == "survey" and row.get("name") == name)
    return next(named, None)
