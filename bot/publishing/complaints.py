"""What pyxform complains of, told as findings."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.publishing.finding import Finding, Severity
from bot.publishing.rows import Row
from dialogue.phrase import msgid

_ROW = re.compile(r"^\[row : (\d+)\]\s*")
_SHEET = re.compile(r"On the '(\w+)' sheet")
_COLUMN = re.compile(r"the '([^']+)' value")
_LONGEST = 400  # letters of a complaint that is passed on as it is
_OURS = re.compile(
    r"^Language '.*' is missing the|valid machine-readable codes|the '' value is invalid"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """A complaint that can be said in the author's language.

    The pattern's group `told` is said in the reason. Where pyxform names no row, it is the first
    one of `sheet` that has `told` in `column` (or begins with it, where `told` is a type).
    """

    pattern: re.Pattern[str]
    reason: str
    remedy: str
    sheet: str | None = "survey"
    column: str | None = None


def _known(
    pattern: str,
    reason: str,
    remedy: str,
    *,
    sheet: str | None = "survey",
    column: str | None = None,
) -> _Known:
    return _Known(
        pattern=re.compile(pattern), reason=reason, remedy=remedy, sheet=sheet, column=column
    )


_KNOWN = (
    _known(
        r"Unknown question type '(?P<told>[^']*)'",
        msgid("The type {told} is unknown."),
        msgid("Write one of XLSForm's types, such as text, integer or select_one."),
        column="type",
    ),
    _known(
        r"'survey' sheet, the 'name' value '(?P<told>[^']*)' is invalid. (Questions|Repeat names)",
        msgid("The name {told} stands twice."),
        msgid("Give every question a name of its own."),
        column="name",
    ),
    _known(
        r"List name not in choices sheet: (?P<told>\S+)",
        msgid("The list {told} is not on the choices sheet."),
        msgid("Add the list to the choices sheet, or correct its name."),
        column="type",
    ),
    _known(
        r"There should be a choices sheet(?P<told>)",
        msgid("The choices sheet is missing."),
        msgid("Add a choices sheet with the columns list_name, name and label."),
        column="type",
    ),
    _known(
        r"Choice names must be unique(?P<told>)",
        msgid("The same choice name stands twice in a list."),
        msgid("Give every choice of a list a name of its own."),
        sheet="choices",
        column="name",
    ),
    _known(
        r"Choices must have a name(?P<told>)",
        msgid("This choice has no name."),
        msgid("Write a short name without blanks for it."),
        sheet="choices",
        column="name",
    ),
    _known(
        r"Choices should have a label(?P<told>)",
        msgid("This choice has no label."),
        msgid("Write what people will read, in every language of the form."),
        sheet="choices",
        column="label",
    ),
    _known(
        r"Choice names with spaces .* See \[(?P<told>[^\]]*)\]",
        msgid("The choice name {told} has a blank in it."),
        msgid("Write the name without blanks, for instance with _ between the words."),
        sheet="choices",
        column="name",
    ),
    _known(
        r"Question or group with no name(?P<told>)",
        msgid("This row has no name."),
        msgid("Write a short name without blanks for it."),
        column="name",
    ),
    _known(
        r"Question with no type(?P<told>)",
        msgid("This row has no type."),
        msgid("Write one of XLSForm's types, such as text, integer or select_one."),
        column="type",
    ),
    _known(
        r"Names must begin with a letter(?P<told>)",
        msgid("This name cannot be used."),
        msgid("Begin it with a letter, and use letters, digits, _ and - only."),
        column="name",
    ),
    _known(
        r"survey element named '(?P<told>[^']*)' has no label",
        msgid("The question {told} has no text."),
        msgid("Write what people will read, in every language of the form."),
        column="name",
    ),
    _known(
        r"Could not find the name '(?P<told>[^']*)'",
        msgid("No question is named {told}."),
        msgid("Correct the name that stands between the curly brackets."),
    ),
    _known(
        r"Reference variables must start with(?P<told>)",
        msgid("A question is not named correctly here."),
        msgid("Write a dollar sign, then the name of the question between curly brackets."),
    ),
    _known(
        r"Unmatched 'begin_(?P<told>\w+)'",
        msgid("The {told} that begins here never ends."),
        msgid("Add a row that ends it."),
        column="type",
    ),
    _known(
        r"Unmatched 'end_(?P<told>\w+)'",
        msgid("The {told} that ends here never began."),
        msgid("Add the row that begins it, or take this one out."),
        column="type",
    ),
    _known(
        r"Missing calculation(?P<told>)",
        msgid("Nothing is calculated here."),
        msgid("Write the expression in the column calculation."),
        column="calculation",
    ),
    _known(
        r"not recognized as a supported type(?P<told>)",
        msgid("There are no sheets of a form in this file."),
        msgid("Send a form as .xlsx, or as XLSForm text in .csv or .md."),
        sheet=None,
    ),
    _known(
        r"Duplicate column header: (?P<told>.+)",
        msgid("The heading {told} stands twice on a sheet."),
        msgid("Keep one of the two columns."),
        sheet=None,
    ),
    _known(
        r"Invalid headers provided for sheet: '(?P<told>[^']*)'",
        msgid("The sheet {told} lacks a heading that every form needs."),
        msgid("Put type and name on the survey sheet, list_name and name on the choices sheet."),
        sheet=None,
    ),
    _known(
        r"You must have a sheet named 'survey'(?P<told>)",
        msgid("The survey sheet is missing."),
        msgid("Name the sheet with the questions survey."),
    ),
)


def is_ours(warning: str) -> bool:
    """Tell whether our own linter says the same, with the row and in the author's language."""
    return _OURS.search(warning) is not None


def told(complaint: str, rows: Sequence[Row], severity: Severity) -> Finding:
    """Turn one sentence of pyxform into a finding; look its row up where pyxform names none."""
    for known in _KNOWN:
        if match := known.pattern.search(complaint):
            return _place(_say(known, match["told"], severity), complaint, rows)
    return _place(_quote(complaint, severity), complaint, rows)


def _say(known: _Known, word: str, severity: Severity) -> Finding:
    return Finding(
        reason=known.reason,
        remedy=known.remedy,
        sheet=known.sheet,
        column=known.column,
        values={"told": word} if word else {},
        severity=severity,
    )


def _quote(complaint: str, severity: Severity) -> Finding:
    said = _ROW.sub("", " ".join(complaint.split()))[:_LONGEST]
    return Finding(
        reason=msgid("The form cannot be converted as it is. pyxform says: {said}"),
        remedy=msgid("Correct this place and check the form again."),
        values={"said": said},
        severity=severity,
    )


def _place(finding: Finding, complaint: str, rows: Sequence[Row]) -> Finding:
    named_row, named_sheet = _ROW.search(complaint), _SHEET.search(complaint)
    named_column = _COLUMN.search(complaint)
    sheet = named_sheet[1] if named_sheet else finding.sheet
    column = named_column[1] if named_column else finding.column
    if named_row:
        return replace(finding, sheet=sheet or "survey", row=int(named_row[1]), column=column)
    return replace(finding, sheet=sheet, row=_find(finding, rows), column=column)


def _find(finding: Finding, rows: Iterable[Row]) -> int | None:
    """Look up the first row that the finding speaks of."""
    if finding.column is None:
        return None
    word = str(finding.values.get("told", "select"))
    beginnings = (word + " ", word + "_")
    for row in rows:
        text = row.get(finding.column) if row.sheet == finding.sheet else ""
        if text and (text == word or text.startswith(beginnings)):
            return row.number
    return None
