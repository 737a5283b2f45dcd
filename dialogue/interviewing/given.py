"""What is known before a form is begun: answers that are filled in, and those of the last time."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from dialogue.interviewing.passage import Passage
from dialogue.interviewing.wording import MEDIA
from dialogue.moment import Moment
from dialogue.xforms.errors import StateError
from dialogue.xforms.form import Form
from dialogue.xforms.indexing import values_at
from dialogue.xforms.instance import Instance
from dialogue.xforms.xml import XmlError

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a form is begun with.

    `values` are answers by the names of their questions: what the form takes of them is not asked.
    `before` is the submission of the last time, from which questions that bear `line:same` offer
    their answer again; None for none. With `practice` nothing of the passage is to be kept.
    With `at_once` it is saved after its last question without another step.
    """

    values: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    before: str | None = None
    practice: bool = False
    at_once: bool = False


NOTHING_GIVEN = Given()


def filled_in(instance: Instance, given: Given, moment: Moment) -> Passage:
    """Fill in what is given, as far as the form takes it; return the passage with that behind.

    What bears `line:fill` = no is asked all the same: it is about somebody else.
    """
    form = instance.form
    asked_all_the_same = {
        one.path
        for one in form.primary.definitions
        if one.attributes.get("fill", "").strip() == "no"
    }
    filled = _filled(instance, given.values, moment, besides=asked_all_the_same)
    asked = tuple(path for path in filled if form.control(path) is not None)
    return Passage(
        answered=asked,
        filled=asked,
        before=tuple(_before(form, given.before)),
        practice=given.practice,
        at_once=given.at_once,
    )


def applies(form: Form, values: Mapping[str, str], moment: Moment) -> bool:
    """Tell whether anything is asked of whom these values describe, beside what they answer."""
    instance = Instance.new(form, moment)
    filled = _filled(instance, values, moment, besides=())
    return any(
        step.control.kind == "question"
        and step.path not in filled
        and not instance.readonly(step.path)
        for step in instance.steps()
    )


def _filled(
    instance: Instance, values: Mapping[str, str], moment: Moment, *, besides: Collection[str]
) -> list[str]:
    """Fill in these values by the names of their nodes; return the paths that took them."""
    return [
        one.path
        for one in instance.form.primary.definitions
        if not one.depth
        and values.get(one.name)
        and one.path not in besides
        and instance.fill(one.path, values[one.name], moment)
    ]


def _before(form: Form, submission: str | None) -> Iterator[tuple[str, str]]:
    """Give the answers of the last time, by path, to questions that may be answered alike.

    Not those that are kept for a time only, nor pictures and files.
    """
    if submission is None:
        return
    same = {
        one.path
        for one in form.primary.definitions
        if one.attributes.get("same", "").strip() == "yes"
        and "keep" not in one.attributes
        and not one.depth
        and (control := form.control(one.path)) is not None
        and control.type not in MEDIA
    }
    try:
        yield from values_at(submission, same)
    except (StateError, XmlError):
        return
