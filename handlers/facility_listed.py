"""What became of a sheet of facilities that a coordinator sent, put into words."""

from typing import Any, Final

from dialogue.phrase import Phrase, Words, msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.tap import Tap
from dialogue.written import phrase_of
from handlers.checked import FORGET, subject_of
from handlers.checked import tap as form_tap
from models.workbook import Workbook

ACT: Final = "fac_keep"
"""The act of the button that lets a sheet of facilities be stored."""

_SHOWN: Final = 10  # problems


def is_sheet(workbook: Workbook) -> bool:
    """Tell whether a workbook that was checked is a list of facilities."""
    return "facilities" in workbook.told()


def rows_of(workbook: Workbook) -> list[dict[str, str]]:
    """Give the cells of the rows that are new or changed."""
    rows: list[dict[str, str]] = _told(workbook)["rows"]
    return rows


def panel(workbook: Workbook) -> Say:
    """Show what was found, with the buttons for what can be done."""
    told = _told(workbook)
    buttons = (Button(label=phrase(msgid("Cancel")), tap=form_tap(FORGET, workbook)),)
    lines = (*_head(workbook), *_problems(told))
    if told["rows"]:
        keep = Button(label=phrase(msgid("Confirm")), tap=Tap(act=ACT, value=workbook.id))
        return Say(lines=lines, buttons=(keep, *buttons))
    text = msgid("Nothing here changes anything. Mend the list and send it again.")
    return Say(lines=(*lines, phrase(text)), buttons=buttons)


def notice(workbook: Workbook) -> Say:
    """Tell the same in short, without the buttons that a notice that had to wait would lose."""
    text = msgid("Type “facilities” to look at it, and to confirm or cancel.")
    return Say(lines=(*_head(workbook), phrase(text)), subject=subject_of(workbook))


def _told(workbook: Workbook) -> dict[str, Any]:
    told: dict[str, Any] = workbook.told()["facilities"]
    return told


def _head(workbook: Workbook) -> tuple[Phrase, ...]:
    counts = _told(workbook)["counts"]
    text = msgid("List of places to get care: {name}. Nothing is stored yet.")
    return (
        phrase(text, name=workbook.name or ""),
        phrase(
            msgid("New: {created}. Changed: {updated}. The same: {same}. Not taken: {refused}."),
            **{what: counts.get(what, 0) for what in ("created", "updated", "same", "refused")},
        ),
    )


def _problems(told: dict[str, Any]) -> tuple[Words, ...]:
    lines = [_problem(*one) for one in told["problems"][:_SHOWN]]
    more = told["problem_count"] - len(lines)
    if more > 0:
        lines.append(phrase(msgid("And {count} more."), count=more))
    if told["unknown"]:
        unknown = msgid("Not known, and so not read: {columns}.")
        lines.append(phrase(unknown, columns=", ".join(told["unknown"])))
    return tuple(lines)


def _problem(row: int, column: str, reason: dict[str, Any], remedy: dict[str, Any]) -> Phrase:
    return phrase(
        msgid("Row {row}, column {column}: {reason} {remedy}"),
        row=row,
        column=column,
        reason=phrase_of(reason),
        remedy=phrase_of(remedy),
    )
