"""A workbook made into an XForm by pyxform, or what stands in the way.

Only the limited subprocess imports this: what it reads comes from outside.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from io import BytesIO
from types import MappingProxyType
from typing import Any

from pyxform.errors import PyXFormError
from pyxform.xls2json_backends import (
    Definition,
    DefinitionData,
    SupportedFileTypes,
    definition_to_dict,
)
from pyxform.xls2xform import convert

from bot.publishing import cells, form_files, package
from bot.publishing.complaints import is_ours, told
from bot.publishing.coverage import Coverage
from bot.publishing.finding import Finding, graver_first
from bot.publishing.form_files import Need
from bot.publishing.identity import with_version
from bot.publishing.linting import entities
from bot.publishing.linting.languages import coverage
from bot.publishing.linting.linter import lint
from bot.publishing.linting.survey import survey_of
from bot.publishing.list_files import faults_of
from bot.publishing.rows import SHEETS, Row, rows_of
from bot.publishing.trial import refusals
from dialogue.phrase import msgid
from dialogue.xforms.embedding import embedded
from dialogue.xforms.entities import ACTING
from dialogue.xforms.external import ITEMSETS

_NO_FILES: Mapping[str, bytes] = MappingProxyType({})
_BOM = b"\xef\xbb\xbf"  # Excel puts it before UTF-8; pyxform would take it for a letter

_NOT_UTF8 = Finding(
    reason=msgid("The letters of this file are not written as UTF-8."),
    remedy=msgid("Save it as CSV UTF-8, or send it as .xlsx."),
)
_NO_ID = Finding(
    reason=msgid("The settings sheet gives no form_id, so the file's name is used."),
    remedy=msgid("Write a form_id on the settings sheet: later versions need the same one."),
    sheet="settings",
    column="form_id",
    severity="warning",
)
_NO_QUESTION = Finding(
    reason=msgid("The survey sheet holds no question."),
    remedy=msgid("Write the questions on the sheet named survey, one a row."),
    sheet="survey",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a workbook; `xform` is None where a finding is an error.

    `needs` are the files that the form needs, whether they came or not.
    """

    findings: tuple[Finding, ...]
    xform: str | None = None
    coverage: tuple[Coverage, ...] = ()
    rows: tuple[Row, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Converted:
    """What pyxform made, and what the form needs besides."""

    findings: tuple[Finding, ...]
    xform: str | None = None
    needs: list[Need] = field(default_factory=list)


def outcome_of(
    source: bytes,
    kind: str,
    stem: str,
    files: Mapping[str, bytes] = _NO_FILES,
    lists: Iterable[str] = (),
) -> Outcome:
    """Search, read, then convert a workbook; stop at the first of these that finds an error.

    `files` are those that came with it, by name; `lists` names the entity lists that are kept here
    beside those that the bot acts upon.
    """
    try:
        if kind == ".xlsx":
            package.search(source)
    except package.Refused as refused:
        return Outcome(findings=(refused.finding,))

    found = _in_cells(source) if kind == ".xlsx" else ()
    if any(finding.severity == "error" for finding in found):
        return Outcome(findings=found)
    if kind != ".xlsx" and not _is_utf8(source):
        return Outcome(findings=(_NOT_UTF8,))

    outcome = _read(source.removeprefix(_BOM), kind, stem, files, lists)
    return replace(outcome, findings=graver_first((*outcome.findings, *found)))


def _in_cells(source: bytes) -> tuple[Finding, ...]:
    try:
        return cells.of_excel(source)
    except (KeyError, TypeError, ValueError, OSError):  # how openpyxl meets parts that do not fit
        return (package.NOT_A_WORKBOOK,)


def _is_utf8(source: bytes) -> bool:
    try:
        source.decode()
    except UnicodeDecodeError:
        return False
    return True


def _read(
    source: bytes, kind: str, stem: str, files: Mapping[str, bytes], lists: Iterable[str]
) -> Outcome:
    definition = Definition(
        data=BytesIO(source), file_type=SupportedFileTypes(kind), file_path_stem=stem
    )
    try:
        book = definition_to_dict(definition, kind)
    except csv.Error:
        return Outcome(findings=(package.NOT_A_WORKBOOK,))
    except PyXFormError as refused:
        return Outcome(findings=(told(str(refused), (), "error"),))

    rows = _rows(book)
    if not any(row.sheet == "survey" and row.cells for row in rows):
        return Outcome(findings=(_NO_QUESTION,))

    found = cells.of_any(rows)
    if kind != ".xlsx":
        found = (*cells.of_text(rows), *found)
    if found:
        return Outcome(findings=found)
    kept = frozenset((*lists, *ACTING, *entities.declared(survey_of(rows))))
    return _converted(book, rows, files, kept)


def _rows(book: DefinitionData) -> Sequence[Row]:
    return [row for sheet in SHEETS for row in rows_of(sheet, getattr(book, sheet) or [])]


def _converted(
    book: DefinitionData, rows: Sequence[Row], files: Mapping[str, bytes], lists: frozenset[str]
) -> Outcome:
    """Convert and lint, so that all is told at once; the runtime reads only what passes both."""
    survey = survey_of(rows)
    linted, made = lint(survey), _convert(book, rows)
    needs = form_files.to_send(made.needs, lists)
    came = form_files.matched((need.file for need in needs), files)
    found = (*linted, *made.findings, *_of_files(made, needs, files, came))
    xform = made.xform
    if xform is not None and not any(finding.severity == "error" for finding in found):
        found = (*refusals(xform, rows, came, lists), *found)
    passed = xform is not None and not any(finding.severity == "error" for finding in found)
    return Outcome(
        findings=graver_first(found),
        xform=with_version(xform, came) if passed and xform is not None else None,
        coverage=coverage(survey),
        rows=tuple(rows),
        needs=tuple(need.file for need in needs),
    )


def _of_files(
    made: _Converted,
    needs: Sequence[Need],
    files: Mapping[str, bytes],
    came: Mapping[str, bytes],
) -> Sequence[Finding]:
    """Look at what came with the workbook; what is needed of a faulty form is not known."""
    if made.xform is None:
        return ()
    found = form_files.unasked(made.needs, files)
    kept_here = [need for need in made.needs if need not in needs]
    sent_anyway = form_files.matched((need.file for need in kept_here), files)
    found += [form_files.not_needed(need) for need in kept_here if need.file in sent_anyway]
    for need in needs:
        data = came.get(need.file)
        found += [form_files.missing(need)] if data is None else faults_of(need, data)
    return found


def _convert(book: DefinitionData, rows: Sequence[Row]) -> _Converted:
    warnings: list[str] = []
    try:
        made = convert(_as_dict(book), warnings=warnings)
    except PyXFormError as refused:
        return _Converted(findings=(told(str(refused), rows, "error"),))

    noted = tuple(told(warning, rows, "warning") for warning in warnings if not is_ours(warning))
    settings = [row for row in rows if row.sheet == "settings"]
    if not any(row.get("form_id") or row.get("id_string") for row in settings):
        noted = (_NO_ID, *noted)
    xform = _whole(made.xform, made.itemsets)
    return _Converted(findings=noted, xform=xform, needs=form_files.needs_of(xform, rows))


def _whole(xform: str, itemsets: str | None) -> str:
    """Write the sheet external_choices into the form, so that nothing has to go with it."""
    return xform if not itemsets else embedded(xform, {ITEMSETS: itemsets.encode()})


def _as_dict(book: DefinitionData) -> dict[str, Any]:
    return {field.name: getattr(book, field.name) for field in fields(book)}
