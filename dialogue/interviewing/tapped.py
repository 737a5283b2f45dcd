"""What a tapped button does, and how one from an old bubble is told from one of now."""

from collections.abc import Callable
from dataclasses import replace

from dialogue.interviewing import adding
from dialogue.interviewing.answers import picked_value
from dialogue.interviewing.moves import again, arrive, has_changed, save, show, told, turn
from dialogue.interviewing.options import NAMED, all_options, has_moved
from dialogue.interviewing.sitting import Sitting
from dialogue.interviewing.steering import erase, fix, steer, under
from dialogue.interviewing.taking import done, keep, skip, take, tick
from dialogue.interviewing.turn import Turn
from dialogue.interviewing.typed import typed
from dialogue.phrase import msgid, phrase
from dialogue.prompt import Button
from dialogue.tap import Tap
from dialogue.xforms.controls import Step

_ANYTIME = {"language", "resume"}  # acts of buttons that belong to no question
_STEERING = {"back", "pause", "review", "cancel", "menu", "help"}


def tapped(sitting: Sitting, tap: Tap, picked: str = "") -> Turn:
    """Do what a button of the present question asks for; `picked` is what its picker gave.

    The very tap that was applied last is a double tap: nothing is said. Any other button of an
    earlier question changes nothing, and can lead to that question.
    """
    if tap.act in _ANYTIME:
        return steer(sitting, tap.act)
    key = f"{tap.act} {tap.serial} {tap.value} {picked}"
    if tap.draft == sitting.draft_id and key == sitting.passage.last:
        return turn(sitting, ())
    turned = _applied(sitting, tap, picked) if _is_present(sitting, tap) else None
    if turned is None:
        return _old(sitting, tap)
    passage = replace(turned.state.passage, last=key)
    return replace(turned, state=replace(turned.state, passage=passage))


def _is_present(sitting: Sitting, tap: Tap) -> bool:
    passage = sitting.passage
    return tap.draft == sitting.draft_id and passage.since <= tap.serial <= passage.serial


def _applied(sitting: Sitting, tap: Tap, picked: str) -> Turn | None:
    """Apply a tap of the present stay; None when it fits nothing on the screen of now."""
    if tap.act in _STEERING:
        return steer(sitting, tap.act)
    if tap.act in _ON_SCREEN:
        return _ON_SCREEN[tap.act](sitting, tap)
    step = sitting.waiting()
    return None if step is None else _answered(sitting, step, tap, picked)


def _answered(sitting: Sitting, step: Step, tap: Tap, picked: str) -> Turn | None:
    here = sitting.after(replace(sitting.passage, mode="ask"))
    match tap.act:
        case _ if step.control.kind == "repeat":
            return _repeated(here, step, tap)
        case "answer" | "tick" | "untick" | "same":
            return _choice(here, step, tap)
        case "done":
            return done(here, step)
        case "value" | "pick":
            raw = picked if tap.act == "pick" else tap.value
            return take(here, step, picked_value(step, raw, here.moment.zone))
        case "keep" | "skip":
            return keep(here, step) if tap.act == "keep" else skip(here, step)
        case _:
            return None


def _repeated(sitting: Sitting, step: Step, tap: Tap) -> Turn | None:
    match tap.act:
        case "add":
            return adding.add(sitting, step)
        case "enough" | "skip" | "keep":
            return adding.enough(sitting, step)
        case "instance" if tap.value.isdecimal():
            return adding.choose(sitting, step, tap.value)
        case _:
            return None


def _choice(sitting: Sitting, step: Step, tap: Tap) -> Turn | None:
    if tap.act == "same":
        return take(sitting, step, sitting.last_time(step)) if sitting.last_time(step) else None
    named = tap.value.startswith(NAMED)
    if not named and has_moved(sitting, step):
        return has_changed(sitting)
    names = [option.name for option in all_options(sitting, step)]
    if named and tap.value.removeprefix(NAMED) not in names:
        return has_changed(sitting)
    if not named and not (tap.value.isdecimal() and int(tap.value) < len(names)):
        return None
    name = tap.value.removeprefix(NAMED) if named else names[int(tap.value)]
    if tap.act == "answer":
        return take(sitting, step, name)
    return tick(sitting, name, on=tap.act == "tick")


def _page(sitting: Sitting, tap: Tap) -> Turn:
    page = int(tap.value) if tap.value.isdecimal() else 0
    return again(sitting.after(replace(sitting.passage, page=page)))


def _fix(sitting: Sitting, tap: Tap) -> Turn | None:
    return fix(sitting, tap.value) if sitting.passage.mode == "review" else None


def _erase(sitting: Sitting, _tap: Tap) -> Turn | None:
    return erase(sitting) if sitting.passage.mode == "confirm" else None


def _save(sitting: Sitting, _tap: Tap) -> Turn | None:
    return save(sitting) if sitting.passage.mode in {"check", "review"} else None


def _ask(sitting: Sitting, _tap: Tap) -> Turn:
    return show(sitting, under(sitting))


def _use(sitting: Sitting, _tap: Tap) -> Turn | None:
    text = sitting.passage.text
    return typed(_without_text(sitting), text) if text else None


def _drop(sitting: Sitting, _tap: Tap) -> Turn:
    return again(_without_text(sitting))


def _change(sitting: Sitting, tap: Tap) -> Turn | None:
    """Go to the question that an old button belonged to."""
    path = sitting.passage.path_of(int(tap.value)) if tap.value.isdecimal() else None
    step = sitting.find(path) if path else None
    return None if step is None else arrive(sitting, step)


_ON_SCREEN: dict[str, Callable[[Sitting, Tap], Turn | None]] = {
    "page": _page,
    "fix": _fix,
    "erase": _erase,
    "save": _save,
    "ask": _ask,
    "use": _use,
    "drop": _drop,
    "change": _change,
    "redo": lambda sitting, _tap: adding.redo(sitting),
    "remove": lambda sitting, _tap: adding.ask_removal(sitting),
    "removed": lambda sitting, _tap: adding.remove(sitting),
}


def _without_text(sitting: Sitting) -> Sitting:
    return sitting.after(replace(sitting.passage, text=""))


def _old(sitting: Sitting, tap: Tap) -> Turn:
    """Say that nothing was changed, and offer the question that the button belonged to."""
    text = msgid("This button is from an old question. Nothing was changed.")
    path = sitting.passage.path_of(tap.serial) if tap.draft == sitting.draft_id else None
    offered = path is not None and path != sitting.passage.waiting and sitting.find(path)
    extra: tuple[Button, ...] = ()
    if offered:
        serial = sitting.passage.serial + 1
        there = sitting.after(replace(sitting.passage, serial=serial))
        label = phrase(msgid("Change that answer"))
        extra = (Button(label=label, tap=there.tap("change", str(tap.serial))),)
    return again(sitting, told(phrase(text)), extra=extra)
