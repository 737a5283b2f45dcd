"""Moves of an interview in repeats: add one, have enough, change one or take one away."""

from dataclasses import replace

from dialogue.interviewing.moves import again, arrive, go_on, show, told
from dialogue.interviewing.sitting import Sitting
from dialogue.interviewing.turn import Turn
from dialogue.phrase import msgid, phrase
from dialogue.reading.cleaning import digits, visible
from dialogue.reading.steering import says_add, says_enough
from dialogue.xforms.controls import Step
from dialogue.xforms.errors import FullError


def typed(sitting: Sitting, step: Step, text: str) -> Turn:
    """Take what was typed where one more may be added: yes, no, or the number of one to change."""
    number = digits(visible(text)).strip(" .)")
    if number.isdecimal():
        return choose(sitting, step, number)
    if says_enough(text):
        return enough(sitting, step)
    return add(sitting, step) if says_add(text) else again(sitting)


def add(sitting: Sitting, step: Step) -> Turn:
    """Add an instance, and go to its first question."""
    try:
        added = sitting.add(step.path)
    except FullError:
        return again(sitting, told(phrase(msgid("No more can be added here."))))
    there = sitting.after(sitting.passage.without(step.path))
    first = next((one for one in there.asked() if one.path.startswith(f"{added}/")), None)
    if first is None or first.control.kind == "repeat":
        return go_on(there)
    return arrive(there, first, notes=there.notes_at(first.path))


def enough(sitting: Sitting, step: Step) -> Turn:
    """Go on: no more instances are to be added."""
    passage = sitting.passage.with_passed(step.path, blank=True)
    return go_on(sitting.after(passage), passed=step.path)


def choose(sitting: Sitting, step: Step, number: str) -> Turn:
    """Show the instance with this number, to change it or take it away."""
    instances = sitting.instance.repeats(step.path)
    place = int(number[:4] or "0")
    if not 1 <= place <= len(instances):
        return again(sitting)
    passage = replace(sitting.passage, place=instances[place - 1])
    return show(sitting.after(passage), "instance")


def redo(sitting: Sitting) -> Turn | None:
    """Ask the questions of the shown instance again, each with its present answer."""
    place = sitting.passage.place
    if sitting.passage.mode != "instance" or not place:
        return None
    passage = sitting.passage.without_inside(place)
    first = next((one for one in sitting.asked() if one.path.startswith(f"{place}/")), None)
    there = sitting.after(passage)
    return go_on(there) if first is None else arrive(there, first)


def ask_removal(sitting: Sitting) -> Turn | None:
    """Ask whether the shown instance may be taken away."""
    return show(sitting, "removal") if sitting.passage.mode == "instance" else None


def remove(sitting: Sitting) -> Turn | None:
    """Take the shown instance away, and show where it stood."""
    place = sitting.passage.place
    if sitting.passage.mode != "removal" or not place:
        return None
    sitting.remove(place)
    passage = sitting.passage.with_removed(place)
    there = sitting.after(replace(passage, mode="ask", place=""))
    gone = told(phrase(msgid("It was removed.")))
    step = there.find(place.rpartition("[")[0])
    return go_on(there, lead=(gone,)) if step is None else arrive(there, step, lead=(gone,))
