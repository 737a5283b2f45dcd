"""What a form has written in its body: outputs in labels, and filters of lists."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from dialogue.xforms import xml


def outputs(root: Element) -> dict[str, list[str]]:
    """Find the expressions in the label of each question, in all languages, by its path."""
    texts = dict[str, list[str]]()
    for text in root.iter():
        if xml.local(text.tag) == "text":
            texts.setdefault(text.get("id", ""), []).extend(_values(text))
    found = dict[str, list[str]]()
    for control in root.iter():
        for label in (one for one in control if xml.local(one.tag) == "label"):
            text_id = label.get("ref", "").removeprefix("jr:itext('").removesuffix("')")
            found[control.get("ref", "")] = [*_values(label), *texts.get(text_id, ())]
    return found


def _values(element: Element) -> Iterator[str]:
    return (value for one in element.iter() if (value := one.get("value")))


def filters(root: Element) -> Iterator[tuple[str, bool]]:
    """Tell of each filtered list whether some row lacks what the filter compares.

    The path is that of the question.
    """
    lists = {one.get("id"): one for one in root.iter() if xml.local(one.tag) == "instance"}
    for control in root.iter():
        for itemset in control:
            if xml.local(itemset.tag) != "itemset":
                continue
            named = _FILTERED.search(itemset.get("nodeset", ""))
            rows = lists.get(named[1]) if named else None
            if named is None or rows is None or not len(rows):
                continue
            wanted = {one for pair in _COMPARED.findall(named[2]) for one in pair if one}
            columns = [{xml.local(cell.tag) for cell in row} for row in rows[0]]
            lacking = any(wanted - cells for cells in columns)
            yield control.get("ref", ""), lacking


_FILTERED = re.compile(r"instance\('([^']+)'\)/root/item\[(.*)\]")
_COMPARED = re.compile(
    r"(?<![\w/.'-])([A-Za-z_][\w.-]*)\s*(?==|!=)|(?<==)\s*([A-Za-z_][\w.-]*)(?![\w(])"
)
