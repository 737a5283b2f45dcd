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
