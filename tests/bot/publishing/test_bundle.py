"""A .zip from outside: taken apart within limits."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from bot.publishing.bundle import unpacked
from bot.publishing.package import Refused


def packed(**parts: bytes) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return stream.getvalue()


def test_names_lose_their_folders() -> None:
    bundle = unpacked(packed(**{"a/form.md": b"| survey |", "../../etc/c.csv": b"name,label\n"}))

    assert bundle.name == "form.md"
    assert bundle.files == {"c.csv": b"name,label\n"}


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (b"no zip", "cannot be read"),
        (packed(**{"form.md": b"x", "c.csv": b"0" * 3_000_000}), "unpacks to more than"),
        (packed(**{"form.md": b"x"}, **{f"{n}.csv": b"" for n in range(100)}), "unpacks to more"),
        (packed(**{"one.md": b"x", "two.md": b"x"}), "exactly one workbook"),
        (packed(**{"a/c.csv": b"x", "b/c.csv": b"y", "f.md": b"x"}), "cannot be read"),
    ],
)
def test_what_is_out_of_bounds_is_refused(source: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        unpacked(source)

    assert reason in refused.value.finding.reason
