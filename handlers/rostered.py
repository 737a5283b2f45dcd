"""What became of a roster that a coordinator sent, put into words."""

from typing import Any, Final

from dialogue.phrase import Phrase, Words, msgid, phrase
from dialogue.prompt import AnyButton, Button, Say
from dialogue.tap import Tap
from dialogue.written import phrase_of
from handlers.checked import FORGET, SHOW, subject_of
from handlers.checked import tap as form_tap
from handlers.context import Context
from handlers.hand_outs import link_to
from models.workbook import STORED, STORING, Workbook

ACT: Final = "roster.keep"
"""The act of the button that lets the people of a roster go into the register."""

_SHOWN: Final = 10  # problems
_SHOWN_BESIDE: Final = 3  # problems that are told where all of them can be fetched


def is_roster(workbook: Workbook) -> bool:
    """Tell whether a workbook that was checked is a list of people."""
    return "roster" in workbook.told()


def panel(workbook: Workbook, ctx: Context) -> Say:
    """Show what was found, or where the storing stands, with the buttons for what can be done."""
    if workbook.state == STORING:
        return keeping(workbook)
    told = _told(workbook)
    every = _every(workbook, ctx)
    buttons: tuple[AnyButton, ...] = ()
    if workbook.state != STORED:
        buttons = (Button(label=phrase(msgid("Cancel")), tap=form_tap(FORGET, workbook)),)
        if _is_good(told):
            keep = Button(label=phrase(msgid("Confirm")), tap=Tap(act=ACT, value=workbook.id))
            buttons = (keep, *buttons)
    more = () if every is None else (every,)
    most = _SHOWN if every is None else _SHOWN_BESIDE
    lines = (*_head(workbook, told), *_problems(told, most), *_way(workbook, told, bool(more)))
    subject = subject_of(workbook) if workbook.state == STORED else None
    return Say(lines=lines, buttons=(*buttons, *more), subject=subject)


def notice(workbook: Workbook) -> Say:
    """Tell the same in short, without the buttons that a notice that had to wait would lose."""
    told = _told(workbook)
    text = (
        msgid("Type “list of people” to see the answer for every row.")
        if workbook.state == STORED
        else msgid("Type “list of people” to look at it, and to confirm or cancel.")
    )
    return Say(lines=(*_head(workbook, told), phrase(text)), subject=subject_of(workbook))


def keeping(workbook: Workbook) -> Say:
    """Say that people are being stored, and how to see how far that is."""
    text = msgid("The people of {name} are being stored: {done} rows so far. You will be told.")
    done = _told(workbook).get("done", 0)
    see = Button(label=phrase(msgid("See the result")), tap=form_tap(SHOW, workbook))
    said = phrase(text, name=workbook.name or "", done=done)
    return Say(lines=(said,), buttons=(see,))


def _told(workbook: Workbook) -> dict[str, Any]:
    told: dict[str, Any] = workbook.told().get("roster", {})
    return told


def _is_good(told: dict[str, Any]) -> bool:
    counts = told["counts"]
    return not told.get("refused") and bool(counts.get("created") or counts.get("updated"))


def _head(workbook: Workbook, told: dict[str, Any]) -> tuple[Phrase, ...]:
    text = msgid("List of people: {name}. Nothing is stored yet.")
    if workbook.state == STORED:
        text = msgid("The people of {name} are stored.")
        if not told.get("is_whole"):
            text = msgid(
                "Not all people of {name} could be stored. Send the file again: nobody is doubled."
            )
    counts = told["counts"]
    totals = phrase(
        msgid("New: {created}. Changed: {updated}. The same: {same}. Not taken: {refused}."),
        **{what: counts.get(what, 0) for what in ("created", "updated", "same", "refused")},
    )
    return (phrase(text, name=workbook.name or ""), totals)


def _problems(told: dict[str, Any], most: int) -> tuple[Words, ...]:
    """Tell the first rows that are not taken, and which columns are not read."""
    shown = told["problems"][:most]
    lines = [_problem(*one) for one in shown]
    more = told["counts"].get("refused", 0) - len(shown)
    if lines and more > 0:
        lines.append(phrase(msgid("And {count} more."), count=more))
    if told.get("refused"):
        lines.append(phrase_of(told["refused"]))
    for text, names in ((_NEVER, told["never"]), (_UNKNOWN, told["unknown"])):
        if names:
            lines.append(phrase(text, columns=", ".join(names)))
    return tuple(lines)


def _problem(number: int, column: str, reason: dict[str, Any]) -> Phrase:
    said = phrase_of(reason)
    if not column:
        return phrase(msgid("Row {row}: {reason}"), row=number, reason=said)
    text = msgid("Row {row}, column {column}: {reason}")
    return phrase(text, row=number, column=column, reason=said)


def _way(workbook: Workbook, told: dict[str, Any], has_link: bool) -> tuple[Phrase, ...]:  # noqa: FBT001  # private
    lines = list[Phrase]()
    if workbook.state != STORED and not _is_good(told):
        lines.append(phrase(msgid("Nothing here can be stored. Mend the list and send it again.")))
    if told["counts"].get("refused") and not has_link:
        lines.append(phrase(_NO_ADDRESS))
    return tuple(lines)


def _every(workbook: Workbook, ctx: Context) -> AnyButton | None:
    """Make the button that opens the answer for every row, where there is an address for it."""
    kept = ctx.hand_outs.of(workbook.contact_id, subject_of(workbook))
    if kept is None:
        return None
    return link_to(kept, phrase(msgid("Every row")), ctx)


_NEVER: Final = msgid("Never kept, and so not read: {columns}.")
_UNKNOWN: Final = msgid("Not known, and so not read: {columns}.")
_NO_ADDRESS: Final = msgid(
    "Files cannot be sent from here, because this bot has no public web address. Mend these rows"
    " and send the list again to see the next ones."
)
