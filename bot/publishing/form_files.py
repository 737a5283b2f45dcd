"""The files that a form's lists lie in: which are needed, and by what question."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TypeVar
from xml.etree import ElementTree as ET

from bot.publishing.finding import Finding
from bot.publishing.rows import Row
from dialogue.phrase import msgid
from dialogue.xforms.external import LAST_SAVED
from dialogue.xforms.xml import local

_T = TypeVar("_T")

MOST_BYTES = 5 * 1024 * 1024  # of one file
MOST_IN_ALL = 10 * 1024 * 1024

_INSTANCE = re.compile(r"instance\(\s*['\"]([^'\"]+)['\"]\s*\)")
_COPY = re.compile(r"\s*\(\d+\)(?=\.\w+$)")  # what a phone adds to a name that it has already
_MISSING = msgid("The form needs the file {file}, which does not come with it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """How a question reads its choices from a file.

    `value` and `label` are the columns; `filtered` tells whether a condition stands on its rows,
    `many` whether several choices may be taken.
    """

    value: str
    label: str
    filtered: bool
    many: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A file that a form needs, the row of the survey that asks for it, and who lists it."""

    file: str
    row: int | None = None
    lists: tuple[Listed, ...] = ()


def needs_of(xform: str, rows: Sequence[Row]) -> list[Need]:
    """List the files that a form needs, each once, in the order of the form."""
    document = ET.fromstring(xform)  # noqa: S314  # pyxform's own writing holds no DTD
    sources = {
        node.get("id", ""): node.get("src", "").rpartition("/")[2]
        for node in document.iter()
        if local(node.tag) == "instance" and node.get("src", LAST_SAVED) != LAST_SAVED
    }
    lists = [(name, listed) for name, listed in _lists(document) if name in sources]
    return [
        Need(
            file=file,
            row=_row(file, rows),
            lists=tuple(one for name, one in lists if sources[name] == file),
        )
        for file in dict.fromkeys(sources.values())
    ]


def matched(needed: Iterable[str], files: Mapping[str, _T]) -> dict[str, _T]:
    """Give each needed file what came under its name; case and a copy's number do not count."""
    plain = {_plain(name): data for name, data in files.items()} | dict(files)
    found = {file: plain.get(file, plain.get(_plain(file))) for file in needed}
    return {file: data for file, data in found.items() if data is not None}


def to_send(needs: Iterable[Need], lists: Container[str]) -> list[Need]:
    """Leave the files that have to come with a form: not those of `lists`, which are kept here."""
    return [need for need in needs if _list_of(need.file) not in lists]


def not_needed(need: Need) -> Finding:
    """Tell that a file came for a list that is kept here."""
    return Finding(
        reason=msgid("The list {list} is kept here, so the file {file} is not used."),
        remedy=msgid("Nothing has to be done: the form sees who and what is in the list."),
        values={"list": _list_of(need.file) or "", "file": need.file},
        severity="warning",
    )


def missing(need: Need) -> Finding:
    """Tell that a file is not there, and where to put it."""
    return Finding(
        reason=_MISSING,
        remedy=msgid("Put {file} beside the workbook."),
        sheet="survey",
        row=need.row,
        values={"file": need.file},
    )


def for_chat(finding: Finding) -> Finding:
    """Say to whoever talks with the bot how a missing file gets here."""
    if finding.reason != _MISSING:
        return finding
    return replace(finding, remedy=msgid("Send the file {file} here too."))


def unused(file: str) -> Finding:
    """Tell that a file came which the form does not read."""
    return Finding(
        reason=msgid("The form does not use the file {file}."),
        remedy=msgid("Compare its name with the one that the survey sheet asks for."),
        values={"file": file},
        severity="warning",
    )


def unasked(needs: Iterable[Need], files: Iterable[str]) -> list[Finding]:
    """Tell of every file that came and is not read."""
    wanted = {_plain(need.file) for need in needs}
    return [unused(file) for file in files if _plain(file) not in wanted]


def too_large(files: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """Refuse files that are too large, each alone or all of them together."""
    found = tuple(
        Finding(
            reason=msgid("This file is larger than {most} MB."),
            remedy=msgid("Take out rows and columns that the form does not use."),
            file=name,
            values={"most": MOST_BYTES // 1024**2},
        )
        for name, data in files.items()
        if len(data) > MOST_BYTES
    )
    if not found and sum(map(len, files.values())) > MOST_IN_ALL:
        return (_TOO_MUCH,)
    return found


_TOO_MUCH = Finding(
    reason=msgid("The files of this form are larger than {most} MB together."),
    remedy=msgid("Take out rows and columns that the form does not use."),
    values={"most": MOST_IN_ALL // 1024**2},
)


def _list_of(file: str) -> str | None:
    """Name the entity list that a file would be; None where it cannot be one."""
    stem, _, ending = file.rpartition(".")
    return stem if ending == "csv" else None


def _plain(name: str) -> str:
    return _COPY.sub("", name).casefold()


def _lists(document: ET.Element) -> Iterator[tuple[str, Listed]]:
    for control in document.iter():
        for itemset in control:
            if local(itemset.tag) != "itemset":
                continue
            nodeset = itemset.get("nodeset", "")
            named = _INSTANCE.search(nodeset)
            refs = {local(child.tag): child.get("ref", "") for child in itemset}
            if named is not None:
                yield (
                    named[1],
                    Listed(
                        value=refs.get("value", "name"),
                        label=refs.get("label", "label"),
                        filtered="[" in nodeset,
                        many=local(control.tag) in {"select", "rank"},
                    ),
                )


def _row(file: str, rows: Iterable[Row]) -> int | None:
    """Find the row that asks for a file: by its name, as a list, or by pulldata()."""
    stem = PurePath(file).stem
    pulled = re.compile(rf"pulldata\(\s*['\"]{re.escape(stem)}['\"]")
    for row in rows:
        if row.sheet == "survey" and (
            file in row.get("type").split()
            or (row.get("name") == stem and row.get("type").endswith("-external"))
            or any(pulled.search(text) for text in row.cells.values())
        ):
            return row.number
    return None
