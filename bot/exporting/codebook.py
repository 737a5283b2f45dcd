"""Codebooks: what each column of an export was asked as."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import BinaryIO, Final, Literal

from bot.exporting.csv_file import csv_file
from bot.exporting.export import UnknownFormError
from bot.exporting.fields import Path, header_of, repeats_of
from bot.exporting.questions import Question, in_language, questions_of
from bot.exporting.repeats import names_of
from bot.exporting.table import Cell
from bot.exporting.writing import Write
from bot.exporting.xlsx_file import xlsx_file
from bot.store import Store
from dialogue.xforms.embedding import embedded
from models.form import Forms

HEADER: Final = (
    "table",
    "name",
    "type",
    "label_th",
    "label_lo",
    "choices",
    "relevant",
    "required",
    "constraint",
    "calculation",
    "index",
    "keep",
)
"""`table` is blank for the submissions themselves; `name` is the column of the export."""

_TYPES: Final = {
    "select1": "select_one",
    "select": "select_multiple",
    "rank": "rank",
    "range": "range",
    "trigger": "acknowledge",
}
_DATA_TYPES: Final = {"int": "integer", "string": "text", "": "text"}
_REFERENCE: Final = re.compile(
    r" ?(?<![\w'\")\]/.])(?:/[\w.-]+|\.\.)(?:/\.\.)*(?:/(?:\w+:)?[\w-][\w.-]*)*"
    r"/(?:\w+:)?([\w-][\w.-]*) ?"
)  # pyxform sets a blank on either side of what stood as ${name}
_QUOTED: Final = re.compile(r"('[^']*'|\"[^\"]*\")")


def codebook(
    store: Store,
    form_id: str,
    *,
    format: Literal["csv", "xlsx"],  # noqa: A002  # the name of the option that people type
    bom: bool,
    out: BinaryIO,
) -> int:
    """Write the questions of a form's current version to `out`, a row each; return how many.

    Raises:
        UnknownFormError: when no version of the form was ever published.
    """
    rows = list(_rows(_whole(store, form_id)))
    if format == "csv":
        with csv_file(out, bom=bom) as write:
            _write(write, rows)
    else:
        # No cell of a codebook is a moment: the zone is of no matter.
        with xlsx_file(out, zone=UTC, sheet="codebook") as write:
            _write(write, rows)
    return len(rows)


def _whole(store: Store, form_id: str) -> str:
    """Read the XForm of a form's current version, with the lists of its files in it."""
    with store.thinking() as session:
        forms = Forms(session)
        version = forms.current(form_id) or next(reversed(forms.versions(form_id)), None)
        if version is None:
            raise UnknownFormError(f"there is no form {form_id!r}")
        return embedded(version.xform, version.media())


def _write(write: Write, rows: Sequence[Sequence[str]]) -> None:
    for row in (HEADER, *rows):
        write([Cell(text) for text in row])


def _rows(xform: str) -> Iterator[Sequence[str]]:
    tables = names_of(repeats_of(xform))
    for question in questions_of(xform):
        home = _home(question.path, tables)
        bind = question.bind
        yield (
            tables.get(home, ""),
            header_of((question.path[len(home) :], "")),
            _type(question),
            in_language(question.label, "th"),
            in_language(question.label, "lo"),
            "\n".join(_choices(question)),
            " and ".join(_conditions(question.relevant)),
            _required(bind.get("required", "")),
            _readable(bind.get("constraint", "")),
            _readable(bind.get("calculate", "")),
            bind.get("index", ""),
            bind.get("keep", ""),
        )


def _home(path: Path, tables: dict[Path, str]) -> Path:
    around = [repeat for repeat in tables if path[: len(repeat)] == repeat]
    return max(around, key=len, default=())


def _type(question: Question) -> str:
    """Name the type as an XLSForm does."""
    declared = question.bind.get("type", "").rpartition(":")[2]
    if question.control == "upload":
        kind = question.media.partition("/")[0]
        return kind if kind in {"image", "audio", "video"} else "file"
    if "calculate" in question.bind and not question.control:
        return "calculate"
    if question.control == "input" and _is_note(question):
        return "note"
    return _TYPES.get(question.control) or _DATA_TYPES.get(declared, declared)


def _is_note(question: Question) -> bool:
    return question.bind.get("readonly") == "true()" and "calculate" not in question.bind


def _choices(question: Question) -> Iterator[str]:
    for code, words in question.choices:
        labels = dict.fromkeys(filter(None, (in_language(words, "th"), in_language(words, "lo"))))
        yield f"{code} = {' · '.join(labels)}"


def _conditions(relevant: Sequence[str]) -> Iterator[str]:
    for condition in relevant:
        text = _readable(condition)
        yield text if len(relevant) == 1 else f"({text})"


def _required(expression: str) -> str:
    return {"true()": "yes", "false()": ""}.get(expression, _readable(expression))


def _readable(expression: str) -> str:
    """Write an expression as its author did, with ${name}; what is quoted is left alone."""
    parts = _QUOTED.split(expression)
    parts[::2] = [_REFERENCE.sub(r"${\1}", part) for part in parts[::2]]
    return "".join(parts).strip()
