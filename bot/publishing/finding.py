"""What is wrong with a workbook or a file beside it, and what its author can do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from dialogue.phrase import Phrase, Value, msgid
from dialogue.written import plain_values, values_of

Severity: TypeAlias = Literal["error", "warning", "information"]

_GRAVITY = {"error": 0, "warning": 1, "information": 2}
_NOTHING: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault of a workbook.

    `reason` and `remedy` are msgids that share `values`. `sheet`, `row` (as a spreadsheet numbers
    its rows, the headings being row 1) and `column` (its heading, or its letter where a single
    cell is meant) are None where the fault is not in one place. `file` names the file beside the
    workbook that it is in, whose rows are numbered alike; where it has none (XML, GeoJSON), its
    choices are counted from 1. A form with an "error" cannot be published.
    """

    reason: str
    remedy: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    file: str | None = None
    values: Mapping[str, Value] = field(default_factory=lambda: _NOTHING)
    severity: Severity = "error"


def written(finding: Finding) -> dict[str, Any]:
    """Write a finding as plain values."""
    told = {one.name: getattr(finding, one.name) for one in fields(finding)}
    return {**told, "values": plain_values(finding.values)}


def finding_of(told: Mapping[str, Any]) -> Finding:
    """Read what `written` wrote."""
    return Finding(**{**told, "values": values_of(told["values"])})


def graver_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put errors before warnings, and these before what is only good to know."""
    return tuple(sorted(findings, key=lambda finding: _GRAVITY[finding.severity]))


def spoken(finding: Finding) -> Phrase:
    """Say where, why and what to do in one phrase."""
    said: dict[str, Value] = {
        "reason": Phrase(msgid=finding.reason, values=finding.values),
        "remedy": Phrase(msgid=finding.remedy, values=finding.values),
    }
    if finding.file is not None:
        return _of_file(finding.file, finding.row, said)
    if finding.sheet is None:
        return Phrase(msgid=msgid("{reason} {remedy}"), values=said)

    said["sheet"] = finding.sheet
    if finding.row is None:
        return Phrase(msgid=msgid("Sheet {sheet}: {reason} {remedy}"), values=said)

    said["row"] = finding.row
    if finding.column is None:
        return Phrase(msgid=msgid("Sheet {sheet}, row {row}: {reason} {remedy}"), values=said)

    said["column"] = finding.column
    return Phrase(
        msgid=msgid("Sheet {sheet}, row {row}, column {column}: {reason} {remedy}"), values=said
    )


def _of_file(file: str, row: int | None, said: dict[str, Value]) -> Phrase:
    if row is None:
        return Phrase(msgid=msgid("File {file}: {reason} {remedy}"), values={**said, "file": file})
    values = {**said, "file": file, "row": row}
    return Phrase(msgid=msgid("File {file}, row {row}: {reason} {remedy}"), values=values)
