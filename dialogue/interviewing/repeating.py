"""Bubbles about repeats: one more, which one to change, "take it away?"."""

from dialogue.interviewing.sitting import Sitting
from dialogue.interviewing.telling import cut, told
from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import Button, Choice, Say
from dialogue.xforms.controls import RepeatPlace, Step

_NAME, _LABEL, _ANSWER = 40, 60, 60  # letters
_NAMING = ("string", "select_one")
_FEW = 3  # instances that have a button each; more are a list
_MOST_TOLD = 20  # answers of an instance that are listed


def headers(sitting: Sitting, step: Step) -> tuple[Words, ...]:
    """Say in which instances of repeats a question stands, from the outermost inward."""
    return tuple(header(sitting, place) for place in step.repeats)


def header(sitting: Sitting, place: RepeatPlace) -> Words:
    """Say which instance this is, and its name where it has one yet."""
    label = sitting.instance.label(place.path, sitting.itext)
    name = name_of(sitting, place.path)
    if label and str(place.index) in label:  # the author counts already
        return f"{label}: {name}" if name and name not in label else label
    if label and name:
        return phrase(msgid("{label}, number {n}: {name}"), label=label, n=place.index, name=name)
    if label:
        return phrase(msgid("{label}, number {n}"), label=label, n=place.index)
    if name:
        return phrase(msgid("Number {n}: {name}"), n=place.index, name=name)
    return phrase(msgid("Number {n}"), n=place.index)


def name_of(sitting: Sitting, path: str) -> str:
    """Name an instance by its first answer in words; none that is kept for a short time only."""
    steps = [step for step in sitting.inside(path) if "keep" not in step.control.attributes]
    names = (
        cut(told(sitting, step), _NAME)
        for kind in _NAMING
        for step in steps
        if step.control.type == kind
    )
    return next((name for name in names if name), "")


def more(sitting: Sitting, step: Step, *, extra: tuple[Button, ...] = ()) -> Say:
    """Ask whether there is one more, or which are too many; those there are can be changed."""
    instances, wanted = sitting.instance.repeats(step.path), sitting.instance.wanted(step.path)
    names = [_listed(sitting, path) for path in instances]
    few = len(names) <= _FEW
    choices = () if few else _choices(sitting, names)
    back = Button(label="◀", tap=sitting.tap("back"))
    steer = (back,) if sitting.before(step.path) is not None else ()
    return Say(
        lines=(
            *headers(sitting, step),
            *(f"{number}. {name}" for number, name in enumerate(names, 1) if few),
            _asked(sitting, step, len(instances), wanted),
        ),
        choices=choices,
        page=sitting.passage.page,
        turner=sitting.tap("page") if choices else None,
        footer=_footer(count=len(choices)),
        buttons=(
            *_answers(sitting, wanted),
            *(_edit(sitting, number) for number in range(1, len(names) + 1) if few),
            *extra,
            *steer,
            Button(label="⋯", tap=sitting.tap("menu")),
        ),
    )


def instance(sitting: Sitting, place: RepeatPlace, *, extra: tuple[Button, ...] = ()) -> Say:
    """Show one instance with its answers, and what can be done with it."""
    answers = tuple(
        f"{cut(sitting.instance.label(step.path, sitting.itext), _LABEL)}: "
        f"{cut(told(sitting, step), _ANSWER) or '–'}"
        for step in sitting.inside(place.path)
        if step.control.kind == "question"
    )
    return Say(
        lines=(header(sitting, place), *answers[:_MOST_TOLD]),
        buttons=(
            Button(label=phrase(msgid("Change the answers")), tap=sitting.tap("redo")),
            Button(label=phrase(msgid("Remove")), tap=sitting.tap("remove")),
            *extra,
            _to_question(sitting),
        ),
    )


def removal(sitting: Sitting, place: RepeatPlace, *, extra: tuple[Button, ...] = ()) -> Say:
    """Ask whether an instance may be taken away with its answers."""
    text = msgid("Remove this one? Its answers will be erased.")
    return Say(
        lines=(header(sitting, place), phrase(text)),
        buttons=(
            Button(label=phrase(msgid("Yes, remove it")), tap=sitting.tap("removed")),
            *extra,
            _to_question(sitting),
        ),
    )


def _choices(sitting: Sitting, names: list[str]) -> tuple[Choice, ...]:
    return tuple(
        Choice(number=str(number), label=name, tap=sitting.tap("instance", str(number)))
        for number, name in enumerate(names, 1)
    )


def _edit(sitting: Sitting, number: int) -> Button:
    label = phrase(msgid("Edit number {n}"), n=number)
    return Button(label=label, tap=sitting.tap("instance", str(number)))


def _answers(sitting: Sitting, wanted: int | None) -> tuple[Button, ...]:
    if wanted is not None:
        return (Button(label=phrase(msgid("Keep them all")), tap=sitting.tap("enough")),)
    return (
        Button(label=phrase(msgid("Add")), tap=sitting.tap("add")),
        Button(label=phrase(msgid("Enough")), tap=sitting.tap("enough")),
    )


def _asked(sitting: Sitting, step: Step, count: int, wanted: int | None) -> Words:
    label = sitting.instance.label(step.path, sitting.itext)
    if wanted is not None:
        text = msgid("{label}: {count} were answered, {wanted} are asked for. Remove any?")
        return phrase(text, label=label or "–", count=count, wanted=wanted)
    if not label:
        text = msgid("Add another one?") if count else msgid("Is there one to add?")
        return phrase(text)
    text = msgid("{label}: add another one?") if count else msgid("{label}: is there one to add?")
    return phrase(text, label=label)


def _footer(*, count: int) -> tuple[Words, ...]:
    if not count:
        return ()
    return (phrase(msgid("To change one of these, press its button or type its number.")),)


def _listed(sitting: Sitting, path: str) -> str:
    name = name_of(sitting, path)
    return name or cut(sitting.instance.label(path, sitting.itext), _NAME) or "–"


def _to_question(sitting: Sitting) -> Button:
    return Button(label=phrase(msgid("Back to the question")), tap=sitting.tap("ask"))
