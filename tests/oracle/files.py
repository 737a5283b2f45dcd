"""The files that a form's lists lie in: those beside it, else files made up from what it reads."""

import csv
import re
from io import StringIO
from pathlib import Path

from dialogue.xforms import xml
from dialogue.xforms.external import LAST_SAVED

_READ = r"instance\('{}'\)/root/item(?:\[([^\]]*)\])?(?:/([\w.-]+))?"
_PULLED = r"pulldata\(\s*'{}'\s*,\s*'([^']+)'\s*,\s*'([^']+)'"
_COLUMN = re.compile(r"([\w.-]+)\s*=")
_ROWS = ("yes", "no", "1", "2", "a")


def files_for(xform: str, folder: Path) -> dict[str, bytes]:
    """Find or make up each file that a form needs, by name."""
    found = dict[str, bytes]()
    root = xml.parse(xform)
    for element in root.iter():
        source = element.get("src", "")
        if xml.local(element.tag) != "instance" or not source or source == LAST_SAVED:
            continue
        name = source.rpartition("/")[2]
        beside = folder / name
        if beside.is_file():
            found[name] = beside.read_bytes()
        else:
            found[name] = _made_up(name, _columns(xform, element.get("id", "")))
    return found


def _columns(xform: str, name: str) -> list[str]:
    columns = ["name", "label"]
    text = xform.replace("&apos;", "'").replace("&quot;", "'")
    for predicate, leaf in re.findall(_READ.format(re.escape(name)), text):
        columns += [*_COLUMN.findall(predicate), leaf]
    for pair in re.findall(_PULLED.format(re.escape(name)), text):
        columns += pair
    for itemset in re.findall(r"<itemset.*?</itemset>", xform, re.DOTALL):
        if f"'{name}'" in itemset:
            columns += re.findall(r'<(?:value|label) ref="([\w.-]+)"', itemset)
    return list(dict.fromkeys(column for column in columns if column))


def _made_up(name: str, columns: list[str]) -> bytes:
    rows = [[f"{value}" for _ in columns] for value in _ROWS]
    if name.endswith(".xml"):
        items = "".join(
            "<item>"
            + "".join(f"<{key}>{cell}</{key}>" for key, cell in zip(columns, row, strict=True))
            + "</item>"
            for row in rows
        )
        return f"<root>{items}</root>".encode()
    written = StringIO()
    csv.writer(written).writerows([columns, *rows])
    return written.getvalue().encode()
