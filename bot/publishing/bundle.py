"""A workbook and its files in one .zip, taken apart within limits."""

import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bot.publishing.finding import Finding
from bot.publishing.package import Refused
from dialogue.phrase import msgid
from dialogue.xforms.external import ENDINGS, is_form

MOST_PARTS = 100
MOST_UNPACKED = 20 * 1024 * 1024  # bytes
MOST_RATIO = 200  # a part unpacks to at most so many times its size; long lists reach 30

_CHUNK = 64 * 1024  # bytes inflated at a time
_WORKBOOKS = (".xlsx", ".md", ".csv")
_EXCEL = "[Content_Types].xml"

_NOT_A_ZIP = Finding(
    reason=msgid("This .zip file cannot be read."),
    remedy=msgid("Pack the workbook and its files again, without a password."),
)
_TOO_BIG = Finding(
    reason=msgid("This .zip file unpacks to more than {most} MB or {parts} files."),
    remedy=msgid("Pack only the workbook and the files that it needs."),
    values={"most": MOST_UNPACKED // 1024**2, "parts": MOST_PARTS},
)
_NOT_ONE = Finding(
    reason=msgid("This .zip file does not hold exactly one workbook."),
    remedy=msgid("Pack one workbook, and only the files that it needs."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A workbook with its name, and the files that came with it by name; folders do not count."""

    name: str
    source: bytes
    files: dict[str, bytes]


def is_bundle(source: bytes, name: str) -> bool:
    """Tell whether this is a .zip of files, and no workbook of Excel."""
    if not name.lower().endswith(".zip"):
        return False
    try:
        with ZipFile(BytesIO(source)) as package:
            return _EXCEL not in package.namelist()
    except (BadZipFile, NotImplementedError, ValueError):
        return True


def unpacked(source: bytes) -> Bundle:
    """Take a .zip apart; nothing of it is written anywhere, and names lose their folders.

    Nothing is trusted that the directory says: parts are inflated in small steps and counted.

    Raises:
        Refused: with the finding, where it is no .zip, too large, or holds no single workbook.
    """
    try:
        with ZipFile(BytesIO(source)) as package:
            return _bundle(_parts(package))
    except (
        BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as broken:
        raise Refused(_NOT_A_ZIP) from broken


def _parts(package: ZipFile) -> dict[str, bytes]:
    infos = [info for info in package.infolist() if _counts(info)]
    if len(package.infolist()) > MOST_PARTS:
        raise Refused(_TOO_BIG)
    found, left = dict[str, bytes](), MOST_UNPACKED
    for info in infos:
        data = _read(package, info, left)
        left -= len(data)
        name = _name(info)
        if name in found:
            raise Refused(_NOT_A_ZIP)
        found[name] = data
    return found


def _counts(info: ZipInfo) -> bool:
    """Leave out folders, and what macOS and others put beside files."""
    name = _name(info)
    ending = PurePosixPath(name.lower()).suffix
    hidden = name.startswith((".", "~$")) or "__MACOSX" in info.filename
    return not info.is_dir() and not hidden and ending in {*_WORKBOOKS, *ENDINGS}


def _name(info: ZipInfo) -> str:
    return PurePosixPath(info.filename.replace("\\", "/")).name


def _read(package: ZipFile, info: ZipInfo, left: int) -> bytes:
    if info.flag_bits & 0x1 or info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise Refused(_NOT_A_ZIP)
    most = min(left, max(info.compress_size, 1024) * MOST_RATIO)
    chunks, size = list[bytes](), 0
    with package.open(info) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > most:
                raise Refused(_TOO_BIG)
            chunks.append(chunk)
    return b"".join(chunks)


def _bundle(parts: dict[str, bytes]) -> Bundle:
    books = [
        name
        for name, data in parts.items()
        if name.lower().endswith((".xlsx", ".md"))
        or (name.lower().endswith(".csv") and is_form(data))
    ]
    if len(books) != 1:
        raise Refused(_NOT_ONE)
    source = parts.pop(books[0])
    files = {name: data for name, data in parts.items() if name.lower().endswith(ENDINGS)}
    return Bundle(name=books[0], source=source, files=files)
