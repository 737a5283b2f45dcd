"""What the check of a workbook found, put into words."""

from collections import Counter
from typing import Any

from dialogue.phrase import Phrase, Words, msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.tap import Tap
from dialogue.written import phrase_of
from handlers.context import Context, Language
from models.form import title_in, titles_of
from models.workbook import CHECKED, Workbook

ACT = "form"
SHOW, TRY, PUBLISH, FORGET = "show", "try", "publish", "forget"

_SHOWN = 10  # findings
_MARKS = {
    "error": msgid("Must be mended: {said}"),
    "warning": msgid("Please look at this: {said}"),
    "information": msgid("Good to know: {said}"),
}


def subject_of(workbook: Workbook) -> str:
    """Name the subject under which the result of a check waits."""
    return f"workbook:{workbook.id}"


def tap(what: str, workbook: Workbook) -> Tap:
    """Make the tap that asks for something about a workbook."""
    return Tap(act=ACT, value=f"{what}:{workbook.id}")


def panel(workbook: Workbook, language: Language) -> Say:
    """Show what was found, with the buttons for what can be done."""
    if workbook.state != CHECKED:
        return being_checked(workbook)
    buttons: tuple[Button, ...] = (
        Button(label=phrase(msgid("Cancel")), tap=tap(FORGET, workbook)),
    )
    if is_good(workbook):
        buttons = (
            Button(label=phrase(msgid("Try out")), tap=tap(TRY, workbook)),
            Button(label=phrase(msgid("Publish")), tap=tap(PUBLISH, workbook)),
            *buttons,
        )
    return Say(lines=_lines(workbook, language), buttons=buttons)


def notice(workbook: Workbook, language: Language) -> Say:
    """Tell the same without buttons, which a notice that had to wait would lose."""
    text = (
        msgid("Type “forms” to try it out or to publish it.")
        if is_good(workbook)
        else msgid("Send the files that are missing; the form is checked again by itself.")
        if workbook.told().get("missing")
        else msgid("Mend the workbook, then send it here again.")
    )
    return Say(lines=(*_lines(workbook, language), phrase(text)), subject=subject_of(workbook))


def being_checked(workbook: Workbook, file: str | None = None) -> Say:
    """Say that the check goes on, and how to see what it found."""
    text = msgid("The workbook {name} is being checked. It takes a few seconds.")
    see = Button(label=phrase(msgid("See the result")), tap=tap(SHOW, workbook))
    return Say(lines=(phrase(text, name=file or workbook.name or ""),), buttons=(see,))


def published(workbook: Workbook, unfinished: int, language: Language) -> Say:
    """Say that a form is published, and how many drafts go on with an earlier version."""
    told = workbook.told()
    text = msgid("{title} is published (version {version}). It is used from now on.")
    lines: tuple[Words, ...] = (phrase(text, **_called(told, language)),)
    if unfinished:
        on = msgid("Unfinished work: {count}. It ends on the version that it began with.")
        lines = (*lines, phrase(on, count=unfinished))
    start = Button(
        label=_called(told, language)["title"], tap=Tap(act="start", value=told["form_id"])
    )
    return Say(lines=lines, buttons=(start,), subject=subject_of(workbook))


def taken(workbook: Workbook) -> Say:
    """Say that this version was published before with another content."""
    text = msgid(
        "Version {version} of {form} was published before with another content. Write a new version"
        " on the settings sheet, then send the workbook again."
    )
    told = workbook.told()
    return Say(lines=(phrase(text, version=told["version"], form=told["form_id"]),))


def is_good(workbook: Workbook) -> bool:
    """Tell whether a workbook can be tried out and published."""
    return workbook.state == CHECKED and bool(workbook.told().get("xform"))


def _lines(workbook: Workbook, language: Language) -> tuple[Words, ...]:
    told = workbook.told()
    findings: list[Any] = told.get("findings", [])
    counts = Counter(severity for severity, _ in findings)
    head = (
        phrase(msgid("{title} (version {version}) can be published."), **_called(told, language))
        if told.get("xform")
        else phrase(msgid("{name} cannot be published yet."), name=workbook.name or "")
    )
    found = phrase(
        msgid("To mend: {errors}. To look at: {warnings}. To know: {notes}."),
        errors=counts["error"],
        warnings=counts["warning"],
        notes=counts["information"],
    )
    shown = [_marked(severity, words) for severity, words in findings[:_SHOWN]]
    more = len(findings) - len(shown)
    rest = (phrase(msgid("And {count} more."), count=more),) if more else ()
    return (head, *(_languages(told)), *((found,) if findings else ()), *shown, *rest)


def _called(told: dict[str, Any], language: Language) -> dict[str, str]:
    title = title_in(titles_of(told["title"]), language) or told["form_id"]
    return {"title": title, "version": told["version"]}


def _languages(told: dict[str, Any]) -> tuple[Phrase, ...]:
    named = ", ".join(f"{name} {percent} %" for name, percent in told.get("coverage", []) if name)
    return (phrase(msgid("Texts that are there: {languages}"), languages=named),) if named else ()


def _marked(severity: str, words: dict[str, Any]) -> Phrase:
    return Phrase(msgid=_MARKS[severity], values={"said": phrase_of(words)})


def forget(workbook: Workbook, ctx: Context) -> None:
    """Erase a workbook with its file, its trials, and what waits to be said of it."""
    for draft in ctx.drafts.on_trial(workbook.id):
        ctx.drafts.drop(draft)
    for attachment in ctx.attachments.of_draft(workbook.id):
        ctx.attachments.drop(attachment)
    ctx.parked.drop(workbook.contact_id, subject_of(workbook))
    answers = ctx.hand_outs.of(workbook.contact_id, subject_of(workbook))
    if answers is not None:
        ctx.hand_outs.drop(answers)
    ctx.workbooks.drop(workbook)
