"""Answers that may stand in clear: bind::line:index = "yes", and no bind::line:keep."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from dialogue.xforms import xml
from dialogue.xforms.form import Form
from dialogue.xforms.schema import Definition

_SEVERAL = frozenset({"select_multiple", "rank"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One marked answer: `value` as the form holds it, `parts` the single choices of it."""

    name: str
    value: str
    parts: tuple[str, ...]


def marked(form: Form, submission: str) -> tuple[Marked, ...]:
    """List the marked answers of a submission that are not blank, in the order of the form.

    One that bears `line:keep` is never among them, for it is to be gone one day. In a repeat there
    is one for each instance.

    Raises:
        XmlError: when the submission is no XML.
    """
    names = {one.path: one.name for one in form.primary.definitions if _is_marked(one)}
    if not names:
        return ()
    root = xml.parse(submission)
    found = _below(root, f"/{xml.local(root.tag)}")
    return tuple(
        Marked(name=names[path], value=value, parts=_parts(form, path, value))
        for path, value in found
        if path in names
    )


def by_name(answers: tuple[Marked, ...]) -> Mapping[str, str]:
    """Give the marked answers by name; those of a repeat together, with blanks between."""
    told = dict[str, str]()
    for one in answers:
        told[one.name] = f"{told[one.name]} {one.value}" if one.name in told else one.value
    return told


def _is_marked(definition: Definition) -> bool:
    attributes = definition.attributes
    return attributes.get("index", "").strip() == "yes" and "keep" not in attributes


def _below(element: Element, path: str) -> Iterator[tuple[str, str]]:
    for child in element:
        here = f"{path}/{xml.local(child.tag)}"
        if not len(child) and (value := (child.text or "").strip()):
            yield here, value
        yield from _below(child, here)


def _parts(form: Form, path: str, value: str) -> tuple[str, ...]:
    control = form.control(path)
    several = control is not None and control.type in _SEVERAL
    return tuple(dict.fromkeys(value.split())) if several else (value,)


def value_of(form: Form, submission: str, name: str) -> str:
    """Tell the answer to the one question of this name outside of repeats; "" for none.

    Raises:
        XmlError: when the submission is no XML.
    """
    named = {one.path for one in form.primary.definitions if one.name == name and not one.depth}
    return next((value for _, value in values_at(submission, named)), "")


def values_at(submission: str, paths: Collection[str]) -> Iterator[tuple[str, str]]:
    """Give what a submission holds at these generic paths, with each path; blanks are left out.

    Raises:
        XmlError: when the submission is no XML.
    """
    if paths:
        root = xml.parse(submission)
        found = _below(root, f"/{xml.local(root.tag)}")
        yield from ((path, value) for path, value in found if path in paths)
