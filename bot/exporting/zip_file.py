"""Tables as CSV files in one zip."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.exporting.csv_file import csv_file
from bot.exporting.writing import Book, Write

_UNNAMABLE: Final = re.compile(r"[\x00-\x1f/\\:*?\"<>|%]")


@contextmanager
def zip_of_csv(out: BinaryIO, *, bom: bool) -> Iterator[Book]:
    """Open a zip in which every table is a CSV file of its name; `out` stays open."""
    with ZipFile(out, "w") as archive:

        @contextmanager
        def add(name: str) -> Iterator[Write]:
            entry = ZipInfo(f"{_UNNAMABLE.sub('_', name)}.csv")
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16  # once unpacked, for its owner alone
            with (
                archive.open(entry, "w", force_zip64=True) as file,
                csv_file(file, bom=bom) as write,  # type: ignore[arg-type]  # it does write
            ):
                yield write

        yield add
