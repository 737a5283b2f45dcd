"""Export the submissions of a form, as ODK Central lays them out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import islice
from typing import BinaryIO, Literal, TypeAlias

from sqlalchemy.orm import Session

from bot.exporting.choices import Labels, labels_of
from bot.exporting.csv_file import csv_file
from bot.exporting.fields import Path, repeats_of, values_of
from bot.exporting.pseudonyms import pseudonym
from bot.exporting.questions import Language
from bot.exporting.repeats import instances_of, names_of
from bot.exporting.table import AFTER, AFTER_REPEAT, BEFORE, Cell, Table, joined
from bot.exporting.writing import Book, Write
from bot.exporting.xlsx_file import xlsx_book
from bot.exporting.zip_file import zip_of_csv
from bot.store import Store
from models.attachment import Attachments
from models.columns import vault_of
from models.form import Forms, FormVersion
from models.submission import Corrected, Submission, Submissions

Format: TypeAlias = Literal["csv", "xlsx", "zip"]

INCOMPLETE = "incomplete"
"""The status of a submission of which a picture or file is still awaited."""

_BATCH = 500


class UnknownFormError(LookupError):
    """No version of this form was ever published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be exported, and how; `bom` concerns CSV alone.

    `csv` is the one table of the submissions; `xlsx` and `zip` have one more for every repeat.
    Choices are codes, or with `labels` their words in that language.
    """

    form_id: str
    format: Format = "csv"
    bom: bool = False
    labels: Language | None = None


def submissions(store: Store, wanted: Wanted, *, out: BinaryIO, zone: tzinfo) -> int:
    """Write the submissions of all versions of a form to `out`, oldest first; return how many.

    Columns are those of ODK Central, over all versions. What was corrected is one row with its
    newest answers: KEY and SubmissionDate are those of the first submission, Edits counts the
    corrections. SubmitterID is a keyed hash that stays the same in every export of this database
    and leads back to nobody; SubmitterName, ReviewState and DeviceID are blank. Submissions of
    demo contacts are left out.

    Raises:
        UnknownFormError: when the form has no version.
        TooManyRowsError: when they do not fit into one sheet of XLSX.
    """
    with store.thinking() as session:
        versions = Forms(session).versions(wanted.form_id)
        if not versions:
            raise UnknownFormError(f"there is no form {wanted.form_id!r}")
        export = _Export(session, wanted, versions, zone)
        with _opened(wanted, out, zone=zone) as book:
            with book(wanted.form_id if wanted.format == "zip" else "submissions") as write:
                export.write_root(write)
            if wanted.format != "csv":
                export.write_repeats(book)
    return len(export.written)


def _opened(wanted: Wanted, out: BinaryIO, *, zone: tzinfo) -> AbstractContextManager[Book]:
    match wanted.format:
        case "csv":
            return nullcontext(lambda _name: csv_file(out, bom=wanted.bom))
        case "zip":
            return zip_of_csv(out, bom=wanted.bom)
        case "xlsx":
            return xlsx_book(out, zone=zone)


class _Export:
    """One export at work; `written` are the ids of the submissions in its first table."""

    def __init__(
        self, session: Session, wanted: Wanted, versions: Sequence[FormVersion], zone: tzinfo
    ) -> None:
        self._session, self._wanted, self._zone = session, wanted, zone
        self._versions = versions
        self._names = {version.id: version.version for version in versions}
        language = wanted.labels
        self._labels: dict[str, Labels] = (
            {}
            if language is None
            else {version.id: labels_of(version, language) for version in versions}
        )
        self.written = set[str]()

    def write_root(self, write: Write) -> None:
        table = Table(self._versions, labels=self._labels)
        write([Cell(name) for name in (*BEFORE, *table.header, *AFTER)])
        for batch in _batches(self._submissions()):
            files = Attachments(self._session).counts([one.newest.id for one in batch])
            for one, xml in _with_xml(batch):
                submission = one.newest
                version = self._names[submission.version_id]
                write(
                    [
                        self._moment(one.first_at),
                        *table.row(submission.version_id, values_of(xml)),
                        *_central(one, version, files.get(submission.id, (0, 0))),
                    ]
                )
                self.written.add(submission.id)

    def write_repeats(self, book: Book) -> None:
        own = {version.id: repeats_of(version.xform) for version in self._versions}
        every = [path for path, _ in joined([[(path, "") for path in one] for one in own.values()])]
        for repeat, name in names_of(every).items():
            full = f"{self._wanted.form_id}-{name}" if self._wanted.format == "zip" else name
            with book(full) as write:
                self._write_repeat(repeat, own, write)

    def _write_repeat(self, repeat: Path, own: Mapping[str, list[Path]], write: Write) -> None:
        table = Table(self._versions, repeat=repeat, labels=self._labels)
        write([Cell(name) for name in (*table.header, *AFTER_REPEAT)])
        for one in self._submissions():
            submission = self._as_written(one.newest)
            repeats = [] if submission is None else own[submission.version_id]
            xml = None if submission is None else submission.xml
            if submission is None or xml is None or repeat not in repeats:
                continue
            for instance in instances_of(xml, submission.key, repeat, repeats):
                cells = table.row(submission.version_id, instance.values)
                write([*cells, Cell(instance.parent_key), Cell(instance.key)])

    def _as_written(self, newest: Submission) -> Submission | None:
        """Find what stands in the first table: this may have come, or been corrected, since."""
        if newest.id in self.written:
            return newest
        chain = Submissions(self._session).chain(newest)
        return next((one for one in chain if one.id in self.written), None)

    def _submissions(self) -> Iterator[Corrected]:
        for one in Submissions(self._session).of_form(self._wanted.form_id):
            # A version that was published while this export runs has no columns in it.
            if one.newest.version_id in self._names:
                yield one

    def _moment(self, at: datetime) -> Cell:
        return Cell(at.astimezone(self._zone).isoformat("T", "milliseconds"), "dateTime")


def _with_xml(submissions: Iterable[Corrected]) -> Iterator[tuple[Corrected, str]]:
    for one in submissions:
        xml = one.newest.xml
        if xml is not None:
            yield one, xml


def _central(one: Corrected, version: str, files: tuple[int, int]) -> list[Cell]:
    submission, (present, expected) = one.newest, files
    values = {
        "KEY": Cell(submission.key),
        "SubmitterID": Cell(pseudonym(vault_of(submission), submission.contact_id)),
        "AttachmentsPresent": Cell(str(present), "integer"),
        "AttachmentsExpected": Cell(str(expected), "integer"),
        "Status": Cell("" if submission.is_complete else INCOMPLETE),
        "Edits": Cell(str(one.edits), "integer"),
        "FormVersion": Cell(version),
    }
    return [values.get(name, Cell("")) for name in AFTER]


def _batches(submissions: Iterator[Corrected]) -> Iterator[Sequence[Corrected]]:
    while batch := list(islice(submissions, _BATCH)):
        yield batch
