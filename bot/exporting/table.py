"""One table for all versions of a form."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from bot.exporting.choices import Labels
from bot.exporting.fields import GEOPOINT, Column, Key, Kind, Path, columns_of, header_of
from models.form import FormVersion

BEFORE: Final = ("SubmissionDate",)
AFTER: Final = (
    "KEY",
    "SubmitterID",
    "SubmitterName",
    "AttachmentsPresent",
    "AttachmentsExpected",
    "Status",
    "ReviewState",
    "DeviceID",
    "Edits",
    "FormVersion",
)
"""ODK Central's own columns, in its order: programs that read its exports find them all."""


AFTER_REPEAT: Final = ("PARENT_KEY", "KEY")
"""The same for the table of a repeat."""


class Cell(NamedTuple):
    """One value as the form wrote it, and how it is typed."""

    text: str
    kind: Kind = "text"


_BLANK: Final = Cell("")


class Table:
    """The columns of all versions of a form, side by side.

    A value stands under the name of its question in the version in which it was given: a question
    that is renamed, moved or taken out later keeps its column.
    """

    def __init__(
        self,
        versions: Sequence[FormVersion],
        *,
        repeat: Path = (),
        labels: Mapping[str, Labels] | None = None,
    ) -> None:
        """Join the columns of `versions`, oldest first: those of the root, or of one repeat.

        `labels` hold for the version whose id they stand under; without them choices are codes.
        """
        own = {version.id: columns_of(version.xform, repeat) for version in versions}
        self._keys = joined([[column.key for column in columns] for columns in own.values()])
        self._place = {key: place for place, key in enumerate(self._keys)}
        self._own, self._labels, self._repeat = own, labels or {}, repeat

    @property
    def header(self) -> list[str]:
        """The names of the columns of the form's own."""
        return [header_of(key) for key in self._keys]

    def row(self, version_id: str, values: Mapping[Path, str]) -> list[Cell]:
        """Lay out the values of one submission or one instance, as long as `header`."""
        row, labels = [_BLANK] * len(self._keys), self._labels.get(version_id, {})
        for column in self._own[version_id]:
            text, kind = _part(values.get(column.path, ""), column), column.kind
            choices = labels.get((*self._repeat, *column.path))
            if choices is not None:
                text, kind = choices.told(text), "text"
            row[self._place[column.key]] = Cell(text, kind)
        return row


def joined(versions: Sequence[Sequence[Key]]) -> list[Key]:
    """Join columns of versions, oldest first, in the order of the newest.

    What only older versions have follows the column that it followed there.
    """
    keys = list(versions[-1])
    known = set(keys)
    for older in reversed(versions[:-1]):
        if known.issuperset(older):
            continue
        after = 0
        for key in older:
            if key in known:
                after = keys.index(key) + 1
                continue
            keys.insert(after, key)
            known.add(key)
            after += 1
    return keys


def _part(value: str, column: Column) -> str:
    if not column.part:
        return value
    parts, place = value.split(), GEOPOINT.index(column.part)
    return parts[place] if place < len(parts) else ""
