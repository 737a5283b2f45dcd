"""Export the submissions of a form, as ODK Central lays them out."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import tzinfo
from itertools import islice
from typing import BinaryIO, Literal, TypeAlias

from sqlalchemy.orm import Session

from bot.exporting.csv_file import csv_file
from bot.exporting.table import AFTER, BEFORE, Cell, Table
from bot.exporting.writing import Write
from bot.exporting.xlsx_file import xlsx_file
from bot.store import Store
from models.attachment import Attachments
from models.columns import vault_of
from models.form import Forms
from models.submission import Submission, Submissions

Format: TypeAlias = Literal["csv", "xlsx"]

INCOMPLETE = "incomplete"
"""The status of a submission of which a picture or file is still awaited."""

_BATCH = 500
_PSEUDONYM = 10  # characters of base64: 60 bits, enough to tell volunteers apart


class UnknownFormError(LookupError):
    """No version of this form was ever published."""


def submissions(
    store: Store,
    form_id: str,
    *,
    format: Format,  # noqa: A002  # the name of the option that people type
    bom: bool,
    out: BinaryIO,
    zone: tzinfo,
) -> int:
    """Write the submissions of all versions of a form to `out`, oldest first; return how many.

    Columns are those of ODK Central, over all versions. SubmitterID is a keyed hash that stays the
    same in every export of this database and leads back to nobody; SubmitterName, ReviewState and
    DeviceID are blank. Submissions of demo contacts are left out. `bom` concerns CSV alone.

    Raises:
        UnknownFormError: when the form has no version.
        TooManyRowsError: when they do not fit into one sheet of XLSX.
    """
    with store.thinking() as session:
        versions = Forms(session).versions(form_id)
        if not versions:
            raise UnknownFormError(f"there is no form {form_id!r}")
        table, names = Table(versions), {version.id: version.version for version in versions}
        with _opened(format, out, bom=bom, zone=zone) as write:
            write([Cell(name) for name in (*BEFORE, *table.header, *AFTER)])
            written = 0
            for row in _rows(session, form_id, table, names, zone):
                write(row)
                written += 1
    return written


def _opened(
    format: Format,  # noqa: A002  # as above
    out: BinaryIO,
    *,
    bom: bool,
    zone: tzinfo,
) -> AbstractContextManager[Write]:
    return csv_file(out, bom=bom) if format == "csv" else xlsx_file(out, zone=zone)


def _rows(
    session: Session, form_id: str, table: Table, names: dict[str, str], zone: tzinfo
) -> Iterator[list[Cell]]:
    for batch in _batches(Submissions(session).of_form(form_id)):
        files = Attachments(session).counts([submission.id for submission in batch])
        for submission in batch:
            # A version that was published while this export runs has no columns in it.
            if submission.version_id not in table or submission.xml is None:
                continue
            yield [
                Cell(
                    submission.submitted_at.astimezone(zone).isoformat("T", "milliseconds"),
                    "dateTime",
                ),
                *table.row(submission.version_id, submission.xml),
                *_central(
                    submission, names[submission.version_id], files.get(submission.id, (0, 0))
                ),
            ]


def _central(submission: Submission, version: str, files: tuple[int, int]) -> list[Cell]:
    present, expected = files
    values = {
        "KEY": Cell(submission.id),
        "SubmitterID": Cell(_pseudonym(submission)),
        "AttachmentsPresent": Cell(str(present), "integer"),
        "AttachmentsExpected": Cell(str(expected), "integer"),
        "Status": Cell("" if submission.is_complete else INCOMPLETE),
        "Edits": Cell("0", "integer"),
        "FormVersion": Cell(version),
    }
    return [values.get(name, Cell("")) for name in AFTER]


def _pseudonym(submission: Submission) -> str:
    if submission.contact_id is None:
        return ""
    name = vault_of(submission).hashed(f"submitter:{submission.contact_id}")
    return name.replace("-", "0").replace("_", "1")[:_PSEUDONYM]  # no cell begins with a sign


def _batches(submissions: Iterator[Submission]) -> Iterator[Sequence[Submission]]:
    while batch := list(islice(submissions, _BATCH)):
        yield batch
