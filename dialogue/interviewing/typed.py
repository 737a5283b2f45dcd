"""What a typed message does: steer, choose in a list, or answer the waiting question."""

import re
from dataclasses import replace

from dialogue.interviewing import adding
from dialogue.interviewing.answers import typed_value
from dialogue.interviewing.moves import again, has_changed, save, show, told
from dialogue.interviewing.options import (
    added,
    all_options,
    has_moved,
    is_select,
    is_ticked,
    on_screen,
)
from dialogue.interviewing.sitting import Sitting
from dialogue.interviewing.steering import erase, fix, steer, under
from dialogue.interviewing.taking import done, take
from dialogue.interviewing.turn import Turn
from dialogue.interviewing.wording import need, wants
from dialogue.reading.choices import exact_choice
from dialogue.reading.cleaning import digits, folded, visible
from dialogue.reading.steering import says_done, says_erase, says_save, says_yes, steering
from dialogue.xforms.controls import Step

_NUMBER = re.compile(r"[0-9]+")


def typed(sitting: Sitting, text: str) -> Turn:
    """Take a typed message for what it is on the screen of now."""
    mode, step = sitting.passage.mode, sitting.waiting()
    if (answered := _beside(sitting, text)) is not None:
        return answered

    asked = step is not None and mode == "ask"
    if step is not None and asked and _is_outdated(sitting, step, text):
        return has_changed(sitting)
    if step is not None and asked and _is_choice(sitting, step, text):
        return take(sitting, step, typed_value(sitting, step, text))
    if (wish := steering(text)) is not None:
        return steer(sitting, wish)
    if step is not None and asked:
        return _answer(sitting, step, text)
    return save(sitting) if _wants_saving(sitting, text) else again(sitting)


def _wants_saving(sitting: Sitting, text: str) -> bool:
    if says_save(text):
        return True
    if sitting.withdraws():
        return says_erase(text)
    return sitting.passage.mode == "check" and says_yes(text)


def _beside(sitting: Sitting, text: str) -> Turn | None:
    """Take a word that answers what stands on the screen beside the question."""
    mode, early = sitting.passage.mode, sitting.passage.text
    if early and says_yes(text):
        return typed(sitting.after(replace(sitting.passage, text="")), early)
    if mode == "confirm":
        agrees = says_yes(text) or says_erase(text)
        return erase(sitting) if agrees else show(sitting, under(sitting))
    if mode == "review" and (number := digits(visible(text)).strip()).isdecimal():
        return fix(sitting, number)
    return adding.remove(sitting) if mode == "removal" and says_yes(text) else None


def _answer(sitting: Sitting, step: Step, text: str) -> Turn:
    if step.control.kind == "repeat":
        return adding.typed(sitting, step, text)
    if is_ticked(step) and says_done(text):
        return done(sitting, step)
    if wants(step) != "text":
        return again(sitting, told(need(sitting, step)))
    return take(sitting, step, typed_value(sitting, step, text))


def _is_outdated(sitting: Sitting, step: Step, text: str) -> bool:
    """Tell whether a number was typed that stood beside something else, or nothing, when shown."""
    typed_numbers = _NUMBER.findall(digits(visible(text)))
    if not typed_numbers:
        return False
    if not has_moved(sitting, step) and added(sitting, step).isdisjoint(typed_numbers):
        return False
    return all(folded(option.label) != folded(text) for option in all_options(sitting, step))


def _is_choice(sitting: Sitting, step: Step, text: str) -> bool:
    """Tell whether the very words of a choice were typed: they win over steering words."""
    shown = on_screen(sitting, step, all_options(sitting, step)) if is_select(step) else ()
    return exact_choice(text, shown) is not None
