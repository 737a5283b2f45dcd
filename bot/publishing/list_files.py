"""What is wrong with a file of choices: its letters, its headings, its rows."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import islice

from bot.publishing.finding import Finding
from bot.publishing.form_files import Listed, Need
from dialogue.phrase import Value, msgid
from dialogue.xforms.errors import FormError
from dialogue.xforms.external import MOST_ITEMS, BadItemError, delimiter_of, list_of

_MOST = 20  # findings of one file


def faults_of(need: Need, data: bytes) -> tuple[Finding, ...]:
    """Find what would keep the runtime, or people, from using this file."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return (_not_utf8(need.file, data),)
    if need.file.lower().endswith(".csv"):
        return tuple(islice(_Csv(need, text).faults(), _MOST))
    return tuple(islice(_of_other(need, data), _MOST))


def _not_utf8(file: str, data: bytes) -> Finding:
    thai = not data.startswith((b"\xff\xfe", b"\xfe\xff")) and _is_thai(data)
    return Finding(
        reason=(
            msgid("The letters of this file are written as Thai Windows (TIS-620), not as UTF-8.")
            if thai
            else msgid("The letters of this file are not written as UTF-8.")
        ),
        remedy=msgid("In Excel: Save As, CSV UTF-8."),
        file=file,
    )


def _is_thai(data: bytes) -> bool:
    """Tell whether the high bytes are mostly letters of Thai as Windows writes them (cp874)."""
    high = [byte for byte in data[:65536] if byte >= 0x80]
    thai = sum(0xA1 <= byte <= 0xDA or 0xDF <= byte <= 0xFB for byte in high)
    return bool(high) and thai * 10 >= len(high) * 9


class _Csv:
    """One file of rows under a heading, as they are numbered in a spreadsheet."""

    def __init__(self, need: Need, text: str) -> None:
        self._need, self._text = need, text
        self._names: list[str] = []

    def faults(self) -> Iterator[Finding]:
        reader = csv.reader(
            StringIO(self._text, newline=""), delimiter=delimiter_of(self._text), strict=True
        )
        try:
            self._names = [name.strip() for name in next(reader, [])]
            heading = list(self._of_heading())
            yield from heading
            if not heading:
                yield from self._of_rows(list(reader))
        except csv.Error:
            yield self._fault(
                msgid("A quotation mark is opened here and not closed, or stands in a word."),
                msgid("Correct it, or save the file again from the spreadsheet program."),
                row=max(reader.line_num, 1),
            )

    def _of_heading(self) -> Iterator[Finding]:
        if not any(self._names):
            yield self._fault(
                msgid("This file is empty."), msgid("Write the headings, and a choice in each row.")
            )
            return
        for name, count in Counter(filter(None, self._names)).items():
            if count > 1:
                yield self._fault(
                    msgid("The heading {column} stands twice."),
                    msgid("Give every column a heading of its own."),
                    row=1,
                    column=name,
                )
        for column in sorted({c for one in self._need.lists for c in (one.value, one.label)}):
            if column not in self._names:
                yield self._fault(
                    msgid("The column {column} is missing."),
                    msgid("Write this heading in the first row, with commas between the columns."),
                    row=1,
                    column=column,
                )

    def _of_rows(self, rows: Sequence[list[str]]) -> Iterator[Finding]:
        if sum(map(any, rows)) > MOST_ITEMS:
            yield _too_many(self._need.file)
            return
        for number, row in enumerate(rows, start=2):
            if any(row[len(self._names) :]):
                yield self._fault(
                    msgid("This row has more cells than there are headings."),
                    msgid('Put texts that hold a comma between quotation marks: "…".'),
                    row=number,
                )
        for listed in self._need.lists:
            values = [
                (number, dict(zip(self._names, row, strict=False)))
                for number, row in enumerate(rows, start=2)
                if any(row)
            ]
            yield from _of_choices(self._need.file, listed, values)

    def _fault(
        self, reason: str, remedy: str, *, row: int | None = None, column: str | None = None
    ) -> Finding:
        values: dict[str, Value] = {} if column is None else {"column": column}
        return Finding(reason=reason, remedy=remedy, file=self._need.file, row=row, values=values)


def _of_other(need: Need, data: bytes) -> Iterator[Finding]:
    """Look through XML or GeoJSON, whose choices are counted where a table has rows."""
    try:
        document = list_of(need.file, data)
    except FormError as refused:
        if f"more than {MOST_ITEMS} rows" in str(refused):
            yield _too_many(need.file)
            return
        yield Finding(
            reason=msgid("This file cannot be read: {said}"),
            remedy=msgid("Save it again as {kind}, or write the list as .csv."),
            file=need.file,
            row=refused.__cause__.number if isinstance(refused.__cause__, BadItemError) else None,
            values={"said": str(refused)[-200:], "kind": need.file.rpartition(".")[2]},
        )
        return
    items = [node for root in document.children for node in root.children]
    if len(items) > MOST_ITEMS:
        yield _too_many(need.file)
        return
    cells = [
        (number, {one.name: one.text for one in item.children})
        for number, item in enumerate(items, start=1)
    ]
    for listed in need.lists:
        yield from _of_choices(need.file, listed, cells)


def _of_choices(
    file: str, listed: Listed, rows: Sequence[tuple[int, dict[str, str]]]
) -> Iterator[Finding]:
    """Find choices without a name or a label, and names that stand twice."""
    seen = set[str]()
    for number, cells in rows:
        name, label = cells.get(listed.value, ""), cells.get(listed.label, "")
        if not name.strip():
            yield _choice(file, number, msgid("This choice has no name."), listed.value)
        elif not label.strip():
            yield _choice(file, number, msgid("This choice has no label."), listed.label)
        elif listed.many and len(name.split()) > 1:
            yield _choice(
                file, number, msgid("The choice name has a blank in it."), listed.value, name
            )
        elif name in seen:
            yield _twice(file, number, name, listed)
        seen.add(name)


def _choice(file: str, number: int, reason: str, column: str, name: str | None = None) -> Finding:
    remedy = (
        msgid("Write it in the column {column}.")
        if name is None
        else msgid("Write {name} without blanks, for instance with _ between the words.")
    )
    return Finding(
        reason=reason,
        remedy=remedy,
        file=file,
        row=number,
        values={"column": column} if name is None else {"name": name},
    )


def _twice(file: str, number: int, name: str, listed: Listed) -> Finding:
    return Finding(
        reason=msgid("The name {name} stands twice."),
        remedy=msgid("Give every choice a name of its own."),
        file=file,
        row=number,
        values={"name": name},
        # a filter may show only one of the two at a time
        severity="warning" if listed.filtered else "error",
    )


def _too_many(file: str) -> Finding:
    return Finding(
        reason=msgid("This file has more than {most} rows."),
        remedy=msgid("Take out rows that the form does not need, or split the list."),
        file=file,
        values={"most": MOST_ITEMS},
    )
