"""What becomes of an answer to the waiting question."""

from dataclasses import replace

from dialogue.interviewing import asking
from dialogue.interviewing.answers import Reading
from dialogue.interviewing.moves import again, go_on, told, turn
from dialogue.interviewing.options import MOST_FOUND, all_options
from dialogue.interviewing.sitting import Sitting
from dialogue.interviewing.turn import Turn
from dialogue.interviewing.wording import missing, refused, unread
from dialogue.phrase import msgid, phrase
from dialogue.reading.choices import Several
from dialogue.reading.dates import TwoYears
from dialogue.reading.reading import Unread
from dialogue.xforms.controls import Step


def take(sitting: Sitting, step: Step, reading: Reading) -> Turn:
    """Keep the answer and go on; or say why not, with the question once more."""
    here = sitting.after(replace(sitting.passage, mode="ask"))
    if isinstance(reading, Several):
        return _offer(here, reading)
    if isinstance(reading, TwoYears):
        return _ask_era(here, step, reading)
    if isinstance(reading, Unread):
        return again(here, told(unread(here, step, reading)))

    refusal = here.answer(step.path, reading)
    if refusal is not None:
        return again(here, told(refused(here, step, refusal)))
    return pass_by(here, step)


def pass_by(sitting: Sitting, step: Step) -> Turn:
    """Leave this question with what it holds now, and go on."""
    blank = sitting.value(step.path) == ""
    passage = sitting.passage.with_passed(step.path, blank=blank)
    return go_on(sitting.after(passage), passed=step.path)


def skip(sitting: Sitting, step: Step) -> Turn:
    """Leave this question blank and go on, unless it needs an answer."""
    if step.control.kind == "repeat":
        return pass_by(sitting, step)
    if sitting.instance.required(step.path):
        here = sitting.after(replace(sitting.passage, mode="ask"))
        return again(here, told(missing(sitting, step)))
    return take(sitting, step, "")


def keep(sitting: Sitting, step: Step) -> Turn:
    """Leave the answer as it is and go on; a question without one is asked again."""
    if not sitting.has_answer(step.path):
        return skip(sitting, step)
    return pass_by(sitting, step)


def tick(sitting: Sitting, name: str, *, on: bool) -> Turn:
    """Tick or untick a choice; the question stays."""
    others = tuple(ticked for ticked in sitting.passage.ticks if ticked != name)
    ticks = (*others, name) if on else others
    return again(sitting.after(replace(sitting.passage, ticks=ticks)))


def done(sitting: Sitting, step: Step) -> Turn:
    """Take what was ticked as the answer; of a rank in the order in which it was ticked."""
    if step.control.type == "rank":
        ranked = " ".join(sitting.passage.ticks)
        return take(sitting, step, ranked) if ranked else skip(sitting, step)
    names = [option.name for option in all_options(sitting, step)]
    ticked = [name for name in names if name in sitting.passage.ticks]
    return take(sitting, step, " ".join(ticked)) if ticked else skip(sitting, step)


def _offer(sitting: Sitting, several: Several) -> Turn:
    """Show the choices that fit what was typed, instead of all."""
    passage = replace(sitting.passage, offered=several.names[:MOST_FOUND], page=0)
    too_many = len(several.names) > MOST_FOUND
    text = (
        msgid("Many names fit. Here are the first; type more letters for others.")
        if too_many
        else msgid("Please choose one of these.")
    )
    return again(sitting.after(passage), told(phrase(text)))


def _ask_era(sitting: Sitting, step: Step, reading: TwoYears) -> Turn:
    passage = replace(sitting.passage, serial=sitting.passage.serial + 1)
    there = sitting.after(passage)
    return turn(there, (asking.eras(there, step, reading),))
