"""One passage through a form: begin it, advance it by one reply, show it again."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from dialogue.interviewing import screens
from dialogue.interviewing.answers import place_value
from dialogue.interviewing.given import NOTHING_GIVEN, Given, applies, filled_in
from dialogue.interviewing.moves import again, go_on, told, turn
from dialogue.interviewing.options import all_options, on_screen
from dialogue.interviewing.passage import Passage
from dialogue.interviewing.sitting import Sitting
from dialogue.interviewing.taking import take
from dialogue.interviewing.tapped import tapped
from dialogue.interviewing.turn import State, Turn
from dialogue.interviewing.typed import typed
from dialogue.interviewing.wording import MEDIA, need, not_needed, wants
from dialogue.moment import Moment
from dialogue.reading.cleaning import folded
from dialogue.reply import Chosen, Media, Odd, PickedValue, Placed, Reply, Typed
from dialogue.xforms.controls import Step
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance

__all__ = [
    "NOTHING_GIVEN",
    "Given",
    "Passage",
    "State",
    "Turn",
    "advance",
    "applies",
    "begin",
    "is_offered",
    "lost_media",
    "offer",
    "reopen",
    "show",
    "takes_place",
]


def begin(
    form: Form,
    *,
    draft_id: str,
    language: str,
    moment: Moment,
    context: Mapping[str, str],
    given: Given = NOTHING_GIVEN,
) -> Turn:
    """Begin a draft: what is read first, then the first question.

    `language` is "th" or "lo"; `context` is what the form may know of whoever fills it in, `given`
    what is known of whom it is about.
    """
    instance = Instance.new(form, moment, context=context)
    return go_on(
        Sitting(
            form=form,
            instance=instance,
            passage=filled_in(instance, given, moment),
            draft_id=draft_id,
            language=language,
            moment=moment,
        )
    )


def reopen(
    form: Form,
    submission: str,
    *,
    corrects: str,
    gone: Collection[str],
    files: Collection[str],
    draft_id: str,
    language: str,
    moment: Moment,
) -> Turn:
    """Begin to correct a submission: its answers are shown, and each can be changed.

    `corrects` is its instanceID. `gone` are the generic paths of answers that are not kept for so
    long, and are not asked again. `files` are the names of its pictures and files that are here, or
    are still to come; for others it is asked again.
    """
    instance = Instance.reopen(form, submission, moment, gone=gone)
    sitting = Sitting(
        form=form,
        instance=instance,
        passage=Passage(corrects=corrects, gone=instance.gone),
        draft_id=draft_id,
        language=language,
        moment=moment,
    )
    return go_on(_passed(sitting, files))


def advance(
    form: Form, state: State, reply: Reply, *, draft_id: str, language: str, moment: Moment
) -> Turn:
    """Take one reply to a draft and say what comes next."""
    sitting = _sit(form, state, draft_id=draft_id, language=language, moment=moment)
    if isinstance(reply, Chosen):
        return tapped(sitting, reply.tap)
    if isinstance(reply, PickedValue):
        return tapped(sitting, reply.tap, reply.value)

    sitting = sitting.after(replace(sitting.passage, last=""))
    if isinstance(reply, Typed):
        return typed(sitting, reply.text)
    return _given(sitting, reply)


def show(form: Form, state: State, *, draft_id: str, language: str, moment: Moment) -> Turn:
    """Show the waiting question anew, with what is read before it."""
    sitting = _sit(form, state, draft_id=draft_id, language=language, moment=moment)
    waiting = sitting.passage.waiting
    return again(sitting, notes=sitting.notes_at(waiting) if sitting.waiting() else ())


def offer(
    form: Form, state: State, text: str, *, draft_id: str, language: str, moment: Moment
) -> Turn:
    """Ask whether words that came before the question are its answer; they wait in the passage."""
    sitting = _sit(form, state, draft_id=draft_id, language=language, moment=moment)
    passage = replace(sitting.passage, serial=sitting.passage.serial + 1, text=text, last="")
    there = sitting.after(passage)
    return turn(there, (screens.early(there),))


def is_offered(
    form: Form, state: State, text: str, *, draft_id: str, language: str, moment: Moment
) -> bool:
    """Tell whether these words are the very label of a choice that is offered now."""
    sitting = _sit(form, state, draft_id=draft_id, language=language, moment=moment)
    step = sitting.waiting()
    if step is None or sitting.passage.mode != "ask":
        return False
    wanted = folded(text)
    shown = on_screen(sitting, step, all_options(sitting, step))
    return any(wanted in {folded(option.label), folded(option.short or "")} for option in shown)


def takes_place(form: Form, state: State, *, draft_id: str, language: str, moment: Moment) -> bool:
    """Tell whether the waiting question asks for a place."""
    sitting = _sit(form, state, draft_id=draft_id, language=language, moment=moment)
    step = sitting.waiting()
    return step is not None and sitting.passage.mode == "ask" and wants(step) == "place"


def lost_media(form: Form, state: State, name: str, *, moment: Moment) -> State:
    """Blank the answer whose picture or file, `name`, could not be had: it is asked again.

    Where no answer is this file any more nothing changes.
    """
    instance = Instance.load(form, state.xml, moment, gone=state.passage.gone)
    path = instance.holder(name)
    if path is None:
        return state
    instance.answer(path, "", moment)
    return State(xml=instance.dump(), passage=state.passage.with_lost(path))


def _passed(sitting: Sitting, files: Collection[str]) -> Sitting:
    """Take all that is asked for passed, but pictures and files that are not here."""
    passage = sitting.passage
    for step in sitting.asked():
        value = sitting.value(step.path)
        if value and step.control.type in MEDIA and value not in files:
            passage = passage.with_lost(step.path)
            sitting.answer(step.path, "")
        else:
            passage = passage.with_passed(step.path, blank=not value)
    return sitting.after(passage)


def _given(sitting: Sitting, reply: Media | Placed | Odd) -> Turn:
    """Take a picture, a place or what is like it, where the question asks for one."""
    step = sitting.waiting() if sitting.passage.mode == "ask" else None
    kind = "place" if isinstance(reply, Placed) else reply.kind
    if step is None or wants(step) == "text":
        return again(sitting, told(not_needed(kind)))
    if isinstance(reply, Odd) or wants(step) != kind:
        return again(sitting, told(need(sitting, step)))
    if isinstance(reply, Placed):
        return take(sitting, step, place_value(reply.latitude, reply.longitude))
    return _media(sitting, step, reply)


def _media(sitting: Sitting, step: Step, media: Media) -> Turn:
    """Answer with a file; it is new media only if the form takes it."""
    taken = take(sitting, step, media.name)
    if sitting.instance.value(step.path) != media.name:
        return taken
    return replace(taken, new_media=(step.path, media.name))


def _sit(form: Form, state: State, *, draft_id: str, language: str, moment: Moment) -> Sitting:
    return Sitting(
        form=form,
        instance=Instance.load(form, state.xml, moment, gone=state.passage.gone),
        passage=state.passage,
        draft_id=draft_id,
        language=language,
        moment=moment,
    )
