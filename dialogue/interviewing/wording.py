"""Sentences about a question by its type: what it needs, and why an answer was not taken."""

from datetime import timedelta
from types import MappingProxyType

from dialogue.interviewing.sitting import Sitting
from dialogue.interviewing.turn import Wants
from dialogue.phrase import Phrase, Words, msgid, phrase
from dialogue.reading.dates import BUDDHIST_YEARS_AHEAD
from dialogue.reading.reading import Unread
from dialogue.xforms.controls import Bounds, Refusal, Step

WANTS: MappingProxyType[str, Wants] = MappingProxyType(
    {"image": "image", "audio": "audio", "video": "video", "file": "file", "geopoint": "place"}
)
"""What a question takes, by its type; any other takes text."""

MEDIA = ("image", "audio", "video", "file")
"""Types of questions that are answered by a file."""

LONGEST_TEXT = 16_000  # letters: 64 KB, the most a value may hold, at four bytes a letter

_NEEDS = MappingProxyType(
    {
        "image": msgid("This question needs a photo. Please send 1 photo."),
        "audio": msgid("This question needs your voice. Press the microphone, speak and send."),
        "video": msgid("This question needs a video. Please send 1 video."),
        "file": msgid("This question needs a file. Please send 1 file."),
        "geopoint": msgid("This question needs a place. Press the button to send one."),
        "acknowledge": msgid("Please press the button when you have read this."),
        "select_one": msgid("Please choose an answer from the list."),
        "select_multiple": msgid("Please choose an answer from the list."),
        "rank": msgid("Put all of them in order: type their numbers, for example: 2 1 3"),
        "repeat": msgid("Press “Add” if there is one more, or “Enough” to go on."),
        "string": msgid("Please type the answer in words."),
    }
)
_NOT_NEEDED = MappingProxyType(
    {
        "sticker": msgid("Thank you for the sticker. Please answer with a button or in words."),
        "image": msgid("A photo is not needed here. It was not kept."),
        "video": msgid("A video is not needed here. It was not kept."),
        "audio": msgid("Voice is not needed here. It was not kept."),
        "file": msgid("A file is not needed here. It was not kept."),
        "place": msgid("A place is not needed here. It was not kept."),
    }
)


def wants(step: Step) -> Wants:
    """Tell what the question takes."""
    return WANTS.get(step.control.type, "text")


def need(sitting: Sitting, step: Step) -> Phrase:
    """Say what an answer to this question looks like, with an example where one helps."""
    kind = step.control.type
    if kind in {"integer", "decimal", "range"}:
        return _number_need(sitting, step)
    if kind == "date":
        day = _example_day(sitting, step)
        return phrase(msgid("Please type the date like this: {example}"), example=day)
    if kind == "dateTime":
        example = f"{_example_day(sitting, step)} 8:30"
        return phrase(
            msgid("Please type the date and the time like this: {example}"), example=example
        )
    if kind == "time":
        return phrase(msgid("Please type the time like this: {example}"), example="8:30")
    return phrase(_NEEDS.get(kind, _NEEDS["string"]))


def unread(sitting: Sitting, step: Step, reading: Unread) -> Phrase:
    """Say why what was typed could not be read as an answer."""
    if reading.why == "no_such_day":
        return phrase(msgid("There is no such day. Please check the date."))
    if reading.why == "not_whole":
        return phrase(msgid("Please type a whole number, without a point."))
    return need(sitting, step)


def refused(sitting: Sitting, step: Step, refusal: Refusal) -> Words:
    """Say why the form does not take this answer: in its author's words, where there are any."""
    if refusal.kind == "too_long":
        text = msgid("Too long. Please type at most {max} letters.")
        return phrase(text, max=LONGEST_TEXT)
    if refusal.kind != "constraint":
        return need(sitting, step)
    return refusal.message_for(sitting.itext) or _outside(sitting, step)


def missing(sitting: Sitting, step: Step) -> Words:
    """Say that this question cannot stay blank."""
    message = sitting.instance.required_message(step.path, sitting.itext)
    return message or phrase(msgid("This question needs an answer."))


def not_needed(kind: str) -> Phrase:
    """Say kindly that what was sent answers nothing here; `kind` is that of `Media` or `Odd`."""
    unknown = msgid("Sorry, I could not understand this. Please answer with a button or in words.")
    return phrase(_NOT_NEEDED.get(kind, unknown))


def typed_day(sitting: Sitting, iso: str) -> str:
    """Write a day as people type it: in Thai with the Buddhist year, in Lao with that of Christ.

    What is no ISO date comes back as it is.
    """
    year, _, rest = iso.partition("-")
    month, _, day = rest.partition("-")
    if not (year.isdigit() and month.isdigit() and day.isdigit()):
        return iso
    ahead = BUDDHIST_YEARS_AHEAD if sitting.language == "th" else 0
    return f"{int(day)}/{int(month)}/{int(year) + ahead}"


def _number_need(sitting: Sitting, step: Step) -> Phrase:
    bounds = sitting.instance.bounds(step.path) or Bounds()
    least, most, scale = bounds.least, bounds.most, step.control.scale
    if scale is not None and scale.step not in {"1", "1.0"}:
        text = msgid("Please type a number from {min} to {max}, in steps of {step}.")
        return phrase(text, min=least or scale.least, max=most or scale.most, step=scale.step)
    if bounds.least is not None and bounds.most is not None:
        text = msgid("Please type a number from {min} to {max}.")
        return phrase(text, min=bounds.least, max=bounds.most)
    if bounds.least is not None:
        return phrase(msgid("Please type a number of {min} or more."), min=bounds.least)
    if bounds.most is not None:
        return phrase(msgid("Please type a number of {max} or less."), max=bounds.most)
    example = "36.5" if step.control.type == "decimal" else "5"
    return phrase(msgid("Please type a number, for example {example}."), example=example)


def _outside(sitting: Sitting, step: Step) -> Phrase:
    kind = step.control.type
    bounds = sitting.instance.bounds(step.path)
    if kind in {"integer", "decimal", "range"} and bounds is not None:
        return _number_need(sitting, step)
    if kind == "date" and bounds is not None and bounds.most == _today(sitting):
        return phrase(msgid("This date has not come yet. Please check it."))
    return phrase(msgid("This answer does not fit. Please check it."))


def _today(sitting: Sitting) -> str:
    return sitting.moment.today.isoformat()


def _example_day(sitting: Sitting, step: Step) -> str:
    """Write yesterday as people type it, or the day nearest to it that the form takes."""
    bounds = sitting.instance.bounds(step.path) or Bounds()
    day = (sitting.moment.today - timedelta(days=1)).isoformat()
    day = max(day, bounds.least or day)[:10]
    return typed_day(sitting, min(day, bounds.most or day)[:10])
