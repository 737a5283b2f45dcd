"""The choices of a question, with the numbers that stand beside them."""

from dataclasses import replace
from hashlib import sha256

from dialogue.interviewing.sitting import Sitting
from dialogue.prompt import Choice
from dialogue.reading.choices import Option, numbers
from dialogue.xforms.controls import Step
from dialogue.xforms.kinds import CHOOSING

LONGEST_LIST = 60  # choices; of a longer list a part of the name is typed
MOST_FOUND = 10
MOST_NUMBERS = 13
NAMED = "="
"""What stands before the name of a choice in a tap; elsewhere a tap tells its place in the list."""

_SHORT = 64  # letters of a name, within what LINE carries in a tap
_TYPED = ("search", "autocomplete")


def is_select(step: Step) -> bool:
    """Tell whether the question is answered from a list."""
    return step.control.type in CHOOSING


def is_ticked(step: Step) -> bool:
    """Tell whether choices are ticked one by one; of a rank in the order of its places."""
    return step.control.type in {"select_multiple", "rank"}


def all_options(sitting: Sitting, step: Step) -> tuple[Option, ...]:
    """Give the choices of now with the numbers of the whole list."""
    if not is_select(step):
        return _range(sitting, step)
    return sitting.options(step.path, lambda: _listed(sitting, step))


def _listed(sitting: Sitting, step: Step) -> tuple[Option, ...]:
    choices = sitting.instance.choices(step.path, sitting.itext)
    names = [choice.value for choice in choices]
    return tuple(
        Option(
            name=choice.value,
            number=number,
            label=choice.label or choice.value,
            short=choice.extras.get(f"short_{sitting.language}") or None,
        )
        for choice, number in zip(choices, numbers(names), strict=True)
    )


def is_typed(step: Step, options: tuple[Option, ...]) -> bool:
    """Tell whether the list is too long to show, so that a part of the name is typed first."""
    wished = any(word in step.control.appearance for word in _TYPED)
    return is_select(step) and (wished or len(options) > LONGEST_LIST)


def on_screen(sitting: Sitting, step: Step, options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Give the choices that are shown now: all, or those that fit what was typed.

    A part of a list that was shown whole keeps its numbers, as both stand on the screen; what was
    found in a long list is numbered anew.
    """
    passage = sitting.passage
    typed = is_typed(step, options)
    if not passage.offered and not typed:
        return options
    wanted = {*passage.offered, *(passage.ticks if typed else ())}
    shown = tuple(option for option in options if option.name in wanted)
    if not typed:
        return shown
    fresh = numbers([option.name for option in shown])
    return tuple(
        replace(option, number=number) for option, number in zip(shown, fresh, strict=True)
    )


def as_choices(sitting: Sitting, step: Step) -> tuple[Choice, ...]:
    """Make the choices that stand on the screen, each with its tap."""
    options = all_options(sitting, step)
    places = {option.name: str(place) for place, option in enumerate(options)}
    if sitting.passage.listed:
        places |= {name: f"{NAMED}{name}" for name in places if _is_short(name)}
    several, ticks = is_ticked(step), sitting.passage.ticks
    choices = []
    for option in on_screen(sitting, step, options):
        ticked = option.name in ticks
        ranked = step.control.type == "rank" and ticked
        label = f"{option.label} ({ticks.index(option.name) + 1})" if ranked else option.label
        act = "answer" if not several else "untick" if ticked else "tick"
        choices.append(
            Choice(
                number=option.number,
                label=label,
                short=option.short,
                tap=sitting.tap(act, places[option.name]),
                ticked=ticked if several else None,
            )
        )
    return tuple(choices)


def listed(sitting: Sitting, step: Step, most: int | None = None) -> str:
    """Write in few letters which choice stands at which number on the screen of now.

    Blank where that cannot change by itself. `most` bounds it to so many choices from the first:
    what is added behind them changes nothing about them.
    """
    if not is_select(step) or not sitting.instance.is_live(step.path):
        return ""
    options = all_options(sitting, step)
    places = {option.name: place for place, option in enumerate(options)}
    shown = on_screen(sitting, step, options)[:most]
    lines = [f"{places[option.name]} {option.number} {option.name}" for option in shown]
    return f"{len(lines)}:{sha256(repr(lines).encode()).hexdigest()[:16]}"


def has_moved(sitting: Sitting, step: Step) -> bool:
    """Tell whether the choices are no longer those that were shown, in their order."""
    before = sitting.passage.listed
    return before != "" and before != listed(sitting, step, int(before.partition(":")[0]))


def added(sitting: Sitting, step: Step) -> frozenset[str]:
    """Give the numbers of the choices that came behind those that were shown."""
    before = sitting.passage.listed
    if not before:
        return frozenset()
    options = on_screen(sitting, step, all_options(sitting, step))
    return frozenset(option.number for option in options[int(before.partition(":")[0]) :])


def _is_short(name: str) -> bool:
    return name.isascii() and name.isprintable() and len(name) <= _SHORT


def _range(sitting: Sitting, step: Step) -> tuple[Option, ...]:
    """Give the whole numbers that may be answered, where they are few."""
    if step.control.type not in {"integer", "range"} or not is_whole(step):
        return ()
    bounds, scale = sitting.instance.bounds(step.path), step.control.scale
    if bounds is None or not (_is_whole(bounds.least) and _is_whole(bounds.most)):
        return ()
    least, most = int(bounds.least or 0), int(bounds.most or 0)
    if scale is not None:
        first, size = int(scale.least), int(scale.step)
        numbers_of_it = range(first + -(-(least - first) // size) * size, most + 1, size)
    else:
        numbers_of_it = range(least, most + 1)
    if len(numbers_of_it) > MOST_NUMBERS:
        return ()
    names = [str(number) for number in numbers_of_it]
    return tuple(Option(name=name, number=name, label=name) for name in names)


def is_whole(step: Step) -> bool:
    """Tell whether only whole numbers answer this question."""
    scale = step.control.scale
    if scale is None:
        return step.control.type == "integer"
    return all(_is_whole(number) for number in (scale.least, scale.most, scale.step))


def _is_whole(bound: str | None) -> bool:
    return bound is not None and bound.removeprefix("-").isdecimal()
