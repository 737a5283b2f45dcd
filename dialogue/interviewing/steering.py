"""Steering: back, skip, pause, review, cancel, help, by word or by button."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from dialogue.interviewing import screens
from dialogue.interviewing.moves import again, arrive, show, told, turn
from dialogue.interviewing.passage import Mode
from dialogue.interviewing.sitting import Sitting
from dialogue.interviewing.taking import keep, skip
from dialogue.interviewing.turn import Turn
from dialogue.interviewing.wording import need
from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.tap import Tap
from dialogue.xforms.controls import Step

_LANGUAGE = "lang"  # the act of the welcome's own buttons, which choose a language


def steer(sitting: Sitting, wish: str) -> Turn:
    """Do what a steering word or button asks for; anything else shows the screen again."""
    act = _ACTS.get(wish)
    return act(sitting) if act is not None else show(sitting, under(sitting))


def under(sitting: Sitting) -> Mode:
    """Tell which screen lies under a review or a "cancel?"."""
    if sitting.waiting() is not None:
        return "ask"
    return "review" if sitting.passage.corrects else "check"


def fix(sitting: Sitting, number: str) -> Turn:
    """Go to the question with this number in the review."""
    steps = screens.passed(sitting)
    place = int(number[:6] or "0")
    if not 1 <= place <= len(steps):
        return again(sitting)
    if steps[place - 1].path in sitting.passage.filled:
        text = msgid("This was filled in from what is known of the person. It is not asked here.")
        return again(sitting, told(phrase(text)))
    there = sitting.after(replace(sitting.passage, fixing=True))
    return arrive(there, steps[place - 1])


def erase(sitting: Sitting) -> Turn:
    """End without keeping anything."""
    text = (
        msgid("The correction is cancelled. What you sent stays as it was.")
        if sitting.passage.corrects
        else msgid("Cancelled. Nothing was kept.")
    )
    gone = told(phrase(text))
    return replace(turn(sitting, (gone,)), ended="cancelled", wants=None)


def _back(sitting: Sitting) -> Turn:
    mode = sitting.passage.mode
    if mode in {"review", "confirm", "instance", "removal"}:
        return show(sitting, under(sitting))
    earlier = sitting.before(sitting.passage.waiting)
    if earlier is None:
        return again(sitting, told(phrase(msgid("This is the first question."))))
    return arrive(sitting, earlier)


def _next(sitting: Sitting) -> Turn:
    step = _asked(sitting)
    return show(sitting, under(sitting)) if step is None else keep(sitting, step)


def _skip(sitting: Sitting) -> Turn:
    step = _asked(sitting)
    return show(sitting, under(sitting)) if step is None else skip(sitting, step)


def _pause(sitting: Sitting) -> Turn:
    return replace(turn(sitting, (screens.paused(sitting),)), ended="paused", wants=None)


def _cancel(sitting: Sitting) -> Turn:
    return show(sitting, "confirm")


def _menu(sitting: Sitting) -> Turn:
    return turn(sitting, (screens.more(sitting),))


def _review(sitting: Sitting) -> Turn:
    if not screens.passed(sitting):
        return again(sitting, told(phrase(msgid("There are no answers yet."))))
    return show(sitting, "review")


def _help(sitting: Sitting) -> Turn:
    """Say more about the question: its author's guidance, and how it is answered."""
    step = _asked(sitting)
    if step is None:
        return again(sitting)
    guidance = sitting.instance.guidance(step.path, sitting.itext)
    lines: list[Words] = [guidance] if guidance else []
    lines.append(need(sitting, step))
    if sitting.may_skip(step):
        lines.append(phrase(msgid("If you are not sure, you can press “Skip”.")))
    return again(sitting, told(*lines))


def _language(sitting: Sitting) -> Turn:
    """Offer the languages, by the buttons of the welcome."""
    offer = Say(
        lines=(phrase(msgid("Which language do you want to use?")),),
        buttons=(
            Button(label="ไทย", tap=Tap(act=_LANGUAGE, value="th")),
            Button(label="ລາວ", tap=Tap(act=_LANGUAGE, value="lo")),
        ),
    )
    return turn(sitting, (offer,))


def _asked(sitting: Sitting) -> Step | None:
    """Find the question that stands on the screen; None beside a review or another screen."""
    return sitting.waiting() if sitting.passage.mode == "ask" else None


_ACTS: Mapping[str, Callable[[Sitting], Turn]] = MappingProxyType(
    {
        "back": _back,
        "next": _next,
        "skip": _skip,
        "pause": _pause,
        "review": _review,
        "cancel": _cancel,
        "menu": _menu,
        "language": _language,
        "help": _help,
    }
)
