"""Moves of an interview: arriving at a question, asking again, going on, finishing."""

from dataclasses import replace

from dialogue.interviewing import asking, repeating, screens
from dialogue.interviewing.options import is_ticked, listed
from dialogue.interviewing.passage import Mode
from dialogue.interviewing.sitting import Sitting
from dialogue.interviewing.turn import State, Turn
from dialogue.interviewing.wording import MEDIA, missing, refused, wants
from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.xforms.controls import Refusal, Step

MOST_BUBBLES = 4  # LINE takes 5 in a reply; one place is left for whoever must speak first
SAVED_AT_ONCE = 6  # questions: a form as short as that is saved without another step


def arrive(
    sitting: Sitting, step: Step, *, lead: tuple[Say, ...] = (), notes: tuple[Step, ...] = ()
) -> Turn:
    """Begin a stay at this question."""
    ticks = tuple(sitting.value(step.path).split()) if is_ticked(step) else ()
    there = _asking(sitting.after(sitting.passage.at(step.path, ticks=ticks)), step)
    read = tuple(asking.note(there, note) for note in notes)
    return turn(there, _fitted(lead, read, _question(there, step)))


def again(
    sitting: Sitting,
    *lead: Say,
    extra: tuple[Button, ...] = (),
    notes: tuple[Step, ...] = (),
) -> Turn:
    """Show once more what stands on the screen."""
    passage = sitting.passage
    there = sitting.after(replace(passage, serial=passage.serial + 1))
    step = there.waiting()
    read = tuple(asking.note(there, note) for note in notes)
    if passage.mode == "review":
        return turn(there, (*lead, screens.review(there, extra=extra)))
    if passage.mode == "confirm":
        return turn(there, (*lead, screens.confirm(there, extra=extra)))
    if passage.mode == "check":
        return turn(there, (*lead, screens.check(there, extra=extra)))
    if passage.mode in {"instance", "removal"} and (place := there.place()) is not None:
        bubble = repeating.instance if passage.mode == "instance" else repeating.removal
        return turn(there, (*lead, bubble(there, place, extra=extra)))
    if step is None:
        return go_on(sitting, lead=lead)
    there = _asking(there, step)
    return turn(there, _fitted(lead, read, _question(there, step, extra=extra)))


def go_on(sitting: Sitting, *, passed: str = "", lead: tuple[Say, ...] = ()) -> Turn:
    """Go to the next question that was not passed yet, by way of what is only read.

    `passed` is the question that was just answered: what follows it is read first.
    """
    step = sitting.next()
    behind = sitting.notes_after(passed) if passed else ()
    if step is not None:
        ahead = tuple(note for note in sitting.notes_at(step.path) if note not in behind)
        there = sitting.after(replace(sitting.passage, fixing=False))
        return arrive(there, step, lead=lead, notes=(*behind, *ahead))
    if not sitting.asked():
        behind = sitting.notes_at("")
    return _end(sitting, lead=lead, notes=behind)


def show(sitting: Sitting, mode: Mode) -> Turn:
    """Show another screen; the question that waits goes on waiting."""
    return again(sitting.after(replace(sitting.passage, mode=mode, page=0)))


def save(sitting: Sitting, *, lead: tuple[Say, ...] = (), notes: tuple[Step, ...] = ()) -> Turn:
    """Finish the form, unless an answer still stands in the way."""
    if (step := sitting.next()) is not None:
        return arrive(sitting, step, lead=lead, notes=notes)
    if (step := _wrong(sitting)) is not None:
        return arrive(sitting, step, lead=(*lead, told(_complaint(sitting, step))), notes=notes)

    read = tuple(asking.note(sitting, note) for note in notes)
    discard = sitting.is_discarded()
    done = told(phrase(msgid("Nothing was kept."))) if discard else _saved(sitting)
    submission = None if discard else _submission(sitting)
    return replace(
        turn(sitting, _fitted(lead, read, done)),
        ended="finished",
        submission=submission,
        discard=discard,
        files=() if discard else _files(sitting),
        entities=() if discard else sitting.instance.entities(),
        wants=None,
    )


def _submission(sitting: Sitting) -> str:
    return sitting.instance.submission(sitting.moment, corrects=sitting.passage.corrects)


def turn(sitting: Sitting, says: tuple[Say, ...]) -> Turn:
    """Make the turn that leaves the sitting as it is now."""
    step = sitting.waiting()
    return Turn(
        state=State(xml=sitting.instance.dump(), passage=sitting.passage),
        says=says,
        wants=wants(step) if step is not None else "text",
    )


def told(*words: Words) -> Say:
    """Say these lines."""
    return Say(lines=words)


def _asking(sitting: Sitting, step: Step) -> Sitting:
    """Note how the list stands that is shown with a question."""
    return sitting.after(replace(sitting.passage, listed=listed(sitting, step)))


def has_changed(sitting: Sitting) -> Turn:
    """Ask again because the list is another one than what was shown."""
    text = msgid("The list has changed since it was shown. Please choose once more.")
    return again(sitting, told(phrase(text)))


def _question(sitting: Sitting, step: Step, *, extra: tuple[Button, ...] = ()) -> Say:
    ask = repeating.more if step.control.kind == "repeat" else asking.question
    return ask(sitting, step, extra=extra)


def _end(sitting: Sitting, *, lead: tuple[Say, ...], notes: tuple[Step, ...]) -> Turn:
    """Save a short form at once; ask first whether to save a longer one, or a correction."""
    few = len(sitting.open_questions()) <= SAVED_AT_ONCE or sitting.passage.at_once
    short = few or sitting.is_discarded()
    mended = sitting.passage.fixing or bool(sitting.passage.corrects)
    if _wrong(sitting) is not None or (short and not mended):
        return save(sitting, lead=lead, notes=notes)

    mode: Mode = "review" if mended else "check"
    there = sitting.after(replace(sitting.passage.at(""), mode=mode, fixing=False))
    screen = screens.review(there) if mode == "review" else screens.check(there)
    read = tuple(asking.note(there, note) for note in notes)
    return turn(there, _fitted(lead, read, screen))


def _wrong(sitting: Sitting) -> Step | None:
    """Find the first question whose answer, or lack of one, the form does not take."""
    invalid = set(sitting.instance.invalid())
    return next((step for step in sitting.asked() if step.path in invalid), None)


def _complaint(sitting: Sitting, step: Step) -> Words:
    if sitting.instance.value(step.path) == "":
        return missing(sitting, step)
    message = sitting.instance.constraint_message(step.path, sitting.itext)
    return message or refused(sitting, step, Refusal(kind="constraint"))


def _saved(sitting: Sitting) -> Say:
    text = (
        msgid("The correction is saved. Thank you.")
        if sitting.passage.corrects
        else msgid("Done. It is saved. Thank you.")
    )
    return Say(lines=(phrase(text),), subject=f"saved:{sitting.draft_id}")


def _files(sitting: Sitting) -> tuple[str, ...]:
    media = (step for step in sitting.steps() if step.control.type in MEDIA)
    return tuple(name for step in media if (name := sitting.instance.value(step.path)))


def _fitted(lead: tuple[Say, ...], read: tuple[Say, ...], last: Say) -> tuple[Say, ...]:
    """Keep to the most bubbles: what is only read is joined at its end."""
    room = max(1, MOST_BUBBLES - len(lead) - 1)
    if len(read) > room:
        lines = [line for say in read[room - 1 :] for line in ("", *say.lines)]
        read = (*read[: room - 1], Say(lines=tuple(lines[1:])))
    return (*lead, *read, last)
