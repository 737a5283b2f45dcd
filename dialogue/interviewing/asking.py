"""A question as a bubble: its words, its choices, its buttons."""

from datetime import date, time

from dialogue.interviewing.buttons import own_buttons
from dialogue.interviewing.options import all_options, as_choices, is_select, is_ticked, is_typed
from dialogue.interviewing.repeating import headers
from dialogue.interviewing.sitting import Sitting
from dialogue.interviewing.telling import cut, told
from dialogue.interviewing.wording import need
from dialogue.phrase import Phrase, Words, msgid, phrase
from dialogue.prompt import AnyButton, Button, Say
from dialogue.reading.dates import TwoYears
from dialogue.xforms.controls import Step

MOST_BUTTONS = 5
_LONGEST_TOLD = 300


def question(sitting: Sitting, step: Step, *, extra: tuple[Button, ...] = ()) -> Say:
    """Ask this question; `extra` buttons stand between its own and the controls."""
    choices = as_choices(sitting, step)
    own = own_buttons(sitting, step)
    return Say(
        lines=_lines(sitting, step),
        choices=choices,
        page=sitting.passage.page,
        turner=sitting.tap("page") if choices else None,
        buttons=_fitted((*own, *extra), controls(sitting, step)),
        footer=_footer(sitting, step, listed=bool(choices)),
    )


def eras(sitting: Sitting, step: Step, reading: TwoYears) -> Say:
    """Ask which era a two-digit year is of; only years that have the day get a button."""
    text = msgid("Year {yy}: is it B.E. {be} or C.E. {ce}?")
    years = (
        (phrase(msgid("B.E. {year}"), year=str(reading.be)), reading.buddhist),
        (phrase(msgid("C.E. {year}"), year=str(reading.ce)), reading.christian),
    )
    own = tuple(
        Button(label=label, tap=sitting.tap("value", _written(day, reading.at)))
        for label, day in years
        if day is not None
    )
    line = phrase(text, yy=reading.year, be=str(reading.be), ce=str(reading.ce))
    return Say(lines=(line,), buttons=_fitted(own, controls(sitting, step)))


def note(sitting: Sitting, step: Step) -> Say:
    """Say what is only read: a note, or a question whose answer is settled."""
    hint = sitting.instance.hint(step.path, sitting.itext)
    lines = (
        *sitting.opened_by(step),
        *headers(sitting, step),
        sitting.instance.label(step.path, sitting.itext),
        f"({hint})" if hint else "",
        told(sitting, step),
    )
    return Say(lines=tuple(line for line in lines if line))


def controls(sitting: Sitting, step: Step) -> tuple[Button, ...]:
    """Make the buttons that steer: back, leave or skip, more."""
    steer = []
    if sitting.before(step.path) is not None:
        steer.append(Button(label="◀", tap=sitting.tap("back")))
    if sitting.has_answer(step.path) and not is_ticked(step):
        steer.append(Button(label=phrase(msgid("Leave as it is")), tap=sitting.tap("keep")))
    elif not sitting.instance.required(step.path):
        steer.append(Button(label=phrase(msgid("Skip")), tap=sitting.tap("skip")))
    return (*steer, Button(label="⋯", tap=sitting.tap("menu")))


def _written(day: date, at: time | None) -> str:
    return day.isoformat() if at is None else f"{day.isoformat()}T{at:%H:%M}"


def _fitted(own: tuple[AnyButton, ...], steer: tuple[Button, ...]) -> tuple[AnyButton, ...]:
    """Keep to the most buttons: the controls in the middle are also behind ⋯, and can be typed."""
    room = MOST_BUTTONS - len(own)
    kept = steer if len(steer) <= room else (*steer[: room - 1], steer[-1])
    return (*own, *kept)


def _lines(sitting: Sitting, step: Step) -> tuple[Words, ...]:
    instance, itext = sitting.instance, sitting.itext
    hint = instance.hint(step.path, itext)
    lines: tuple[Words, ...] = (
        *_practice(sitting),
        *_progress(sitting, step),
        *sitting.opened_by(step),
        *headers(sitting, step),
        *_lost(sitting, step),
        instance.label(step.path, itext) or ("" if hint else step.path.rpartition("/")[2]),
        f"({hint})" if hint else "",
        *_present(sitting, step),
        *_last_time(sitting, step),
    )
    return tuple(line for line in lines if line != "")


def _practice(sitting: Sitting) -> tuple[Phrase, ...]:
    return (phrase(msgid("PRACTICE. Nothing is kept.")),) if sitting.passage.practice else ()


def _progress(sitting: Sitting, step: Step) -> tuple[Phrase, ...]:
    paths = [other.path for other in sitting.open_questions()]
    if len(paths) < 2 or step.path not in paths:
        return ()
    place = paths.index(step.path) + 1
    return (phrase(msgid("Question {n}/{total}"), n=place, total=len(paths)),)


def _lost(sitting: Sitting, step: Step) -> tuple[Phrase, ...]:
    if step.path not in sitting.passage.lost:
        return ()
    text = msgid("What you sent could not be received. Please send it again.")
    return (phrase(text),)


def _present(sitting: Sitting, step: Step) -> tuple[Phrase, ...]:
    """Show an earlier answer; never one that is marked to be kept for a short time only."""
    if not sitting.has_answer(step.path) or "keep" in step.control.attributes:
        return ()
    answer = cut(told(sitting, step), _LONGEST_TOLD)
    return (phrase(msgid("Your answer now: {answer}"), answer=answer),)


def _last_time(sitting: Sitting, step: Step) -> tuple[Phrase, ...]:
    value = sitting.last_time(step)
    if not value or sitting.has_answer(step.path):
        return ()
    answer = cut(told(sitting, step, value), _LONGEST_TOLD)
    return (phrase(msgid("Last time: {answer}"), answer=answer),)


def _footer(sitting: Sitting, step: Step, *, listed: bool) -> tuple[Phrase, ...]:
    """Say how to answer, where the buttons alone do not tell."""
    kind, options = step.control.type, all_options(sitting, step)
    if is_select(step) and not options:
        return (phrase(_nothing(sitting, step)),)
    if is_typed(step, options) and not listed:
        return (phrase(msgid("Please type a part of the name.")),)
    if kind == "select_multiple":
        text = msgid("You can choose more than one. Or type the numbers, for example: 1 3")
        return (phrase(text),)
    if kind in {
        "rank",
        "range",
        "date",
        "time",
        "dateTime",
        "image",
        "audio",
        "video",
        "file",
        "geopoint",
    }:
        return (need(sitting, step),)
    return ()


def _nothing(sitting: Sitting, step: Step) -> str:
    """Say why there are no choices: of entities there may be none yet in the person's areas."""
    if sitting.instance.is_live(step.path):
        return msgid("This list holds nothing from your area yet that fits here.")
    return msgid("There is nothing to choose from here. Check the answers before this one.")
