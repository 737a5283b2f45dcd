"""The buttons that belong to a question's type: pickers, openers, done, today."""

from dialogue.interviewing.answers import UNDERSTOOD
from dialogue.interviewing.sitting import Sitting
from dialogue.phrase import msgid, phrase
from dialogue.prompt import AnyButton, Button, Opener, Picker
from dialogue.xforms.controls import Step


def own_buttons(sitting: Sitting, step: Step) -> tuple[AnyButton, ...]:
    """Give the buttons by which this question is answered: as last time, or as its type is."""
    same = _same(sitting, step)
    return (*same, *_of_type(sitting, step))


def _same(sitting: Sitting, step: Step) -> tuple[Button, ...]:
    if not sitting.last_time(step) or sitting.has_answer(step.path):
        return ()
    return (Button(label=phrase(msgid("Same as last time")), tap=sitting.tap("same")),)


def _of_type(sitting: Sitting, step: Step) -> tuple[AnyButton, ...]:
    kind = step.control.type
    if kind in {"select_multiple", "rank"}:
        return (Button(label=phrase(msgid("Finished")), tap=sitting.tap("done")),)
    if kind == "acknowledge":
        label = phrase(msgid("I have read it"))
        return (Button(label=label, tap=sitting.tap("value", UNDERSTOOD)),)
    if kind == "geopoint":
        return (Opener(label=phrase(msgid("Send my location")), opens="place"),)
    if kind == "image":
        return (
            Opener(label=phrase(msgid("Take a photo")), opens="camera"),
            Opener(label=phrase(msgid("Choose a photo")), opens="album"),
        )
    if kind == "video":
        return (Opener(label=phrase(msgid("Choose a video")), opens="album"),)
    return _pickers(sitting, step)


def _pickers(sitting: Sitting, step: Step) -> tuple[AnyButton, ...]:
    now, tap = sitting.moment.now, sitting.tap("pick")
    least, most = _bounds(sitting, step)
    if step.control.type == "date":
        today = now.date().isoformat()
        label = phrase(msgid("Choose the date"))
        picker = Picker(label=label, tap=tap, mode="date", initial=today, least=least, most=most)
        if (least or today) <= today <= (most or today):
            return (picker, Button(label=phrase(msgid("Today")), tap=sitting.tap("value", today)))
        return (picker,)
    if step.control.type == "time":
        label, at = phrase(msgid("Choose the time")), now.strftime("%H:%M")
        return (Picker(label=label, tap=tap, mode="time", initial=at, least=least, most=most),)
    if step.control.type == "dateTime":
        label, at = phrase(msgid("Choose date and time")), now.strftime("%Y-%m-%dt%H:%M")
        return (Picker(label=label, tap=tap, mode="datetime", initial=at, least=least, most=most),)
    return ()


def _bounds(sitting: Sitting, step: Step) -> tuple[str | None, str | None]:
    bounds = sitting.instance.bounds(step.path)
    return (None, None) if bounds is None else (bounds.least, bounds.most)
