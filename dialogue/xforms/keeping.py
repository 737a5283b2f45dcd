"""Answers that are not kept, or not for long: bind::line:keep = "no" or "90d"."""

import re
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element

from dialogue.xforms import xml
from dialogue.xforms.form import Form

_DAYS = re.compile(r"(\d{1,4})d")


def kept_days(form: Form) -> Mapping[str, int]:
    """Tell for how many days each marked answer is kept, by path; 0 is not at all."""
    marks = {
        definition.path: definition.attributes["keep"].strip()
        for definition in form.primary.definitions
        if "keep" in definition.attributes
    }
    return {path: days for path, mark in marks.items() if (days := _days(mark)) is not None}


def blanked(submission: str, paths: Iterable[str]) -> str:
    """Blank the answers at these paths, all else unchanged.

    Raises:
        XmlError: when the submission is no XML.
    """
    gone = frozenset(paths)
    root = xml.parse(submission)
    if not gone or not _blank(root, f"/{xml.local(root.tag)}", gone):
        return submission
    return _rewritten(root)


def without_entity(submission: str, entity_id: str) -> str | None:
    """Take out the instances of repeats that made or changed an entity; None where that is all.

    It is all where no other entity is left, or where the entity is not one of several in a repeat,
    but what the form is about.

    Raises:
        XmlError: when the submission is no XML.
    """
    root = xml.parse(submission)
    above = {child: parent for parent in root.iter() for child in parent}
    made = [
        node
        for node in root.iter()
        if xml.local(node.tag) == "entity" and _names(node.get("id", ""), entity_id)
    ]
    if not made:
        return submission
    for node in made:
        instance = above.get(above.get(node, root), root)
        holder = above.get(instance)
        if holder is None:
            return None
        holder.remove(instance)
    others = any(xml.local(node.tag) == "entity" and node.get("id") for node in root.iter())
    return _rewritten(root) if others else None


def _names(written: str, entity_id: str) -> bool:
    return written.strip().lower().removeprefix("uuid:") == entity_id.lower()


def _rewritten(root: Element) -> str:
    spaces = f' xmlns:orx="{xml.OPENROSA}"' if _has_openrosa(root) else ""
    own = xml.space(root.tag)
    return _written(root, own, f' xmlns="{xml.escaped(own)}"{spaces}' if own else spaces)


def _days(mark: str) -> int | None:
    if mark == "no":
        return 0
    days = _DAYS.fullmatch(mark)
    return None if days is None else int(days[1])


def _blank(element: Element, path: str, gone: frozenset[str]) -> bool:
    """Blank what is below `element`; true when anything was."""
    changed = False
    if path in gone and element.text:
        element.text = None
        changed = True
    for child in element:
        changed = _blank(child, f"{path}/{xml.local(child.tag)}", gone) or changed
    return changed


def _has_openrosa(root: Element) -> bool:
    return any(xml.space(element.tag) == xml.OPENROSA for element in root.iter())


def _written(element: Element, own: str, spaces: str = "") -> str:
    foreign = xml.space(element.tag) != own
    tag = f"orx:{xml.local(element.tag)}" if foreign else xml.local(element.tag)
    attributes = "".join(f' {name}="{xml.escaped(text)}"' for name, text in element.items())
    inside = xml.escaped(element.text or "") + "".join(_written(child, own) for child in element)
    head = f"{tag}{spaces}{attributes}"
    return f"<{head}>{inside}</{tag}>" if inside else f"<{head}/>"
