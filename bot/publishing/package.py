"""The outer shell of an .xlsx file: what may not be inside, looked for before anything is read."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bot.publishing.finding import Finding
from dialogue.phrase import msgid

MOST_UNPACKED = 50 * 1024 * 1024  # bytes
MOST_PARTS = 1_000

_CHUNK = 64 * 1024  # bytes inflated at a time
_CONTENT_TYPES = "[Content_Types].xml"
_SPREADSHEET = b"spreadsheetml.sheet.main+xml"
_BEFORE_XML = b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n"  # byte order marks, NULs of UTF-16, blanks
_MACROS = re.compile(
    r"vbaProject|vbaData|xl/(macrosheets|dialogsheets|activeX|ctrlProps)/", re.IGNORECASE
)
_OUTSIDE = re.compile(
    r"xl/(externalLinks|queryTables|webextensions)/|xl/connections\.xml", re.IGNORECASE
)
_EMBEDDED = re.compile(r"(^|/)embeddings/|oleObject", re.IGNORECASE)

NOT_A_WORKBOOK = Finding(
    reason=msgid("This file is not a workbook that can be read."),
    remedy=msgid("Send a form as .xlsx, or as XLSForm text in .csv or .md."),
)
_TOO_BIG_INSIDE = msgid("This workbook unpacks to more than {most} MB or {parts} parts.")
_HAS_MACROS = Finding(
    reason=msgid("This workbook holds macros."),
    remedy=msgid("Save it as an Excel workbook without macros (.xlsx)."),
)
_HAS_LINKS = Finding(
    reason=msgid("This workbook takes data from another file or place."),
    remedy=msgid("Break its links (in Excel: Data, Edit Links) and save it again."),
)
_HAS_OBJECTS = Finding(
    reason=msgid("This workbook has other files or objects inside it."),
    remedy=msgid("Remove the objects, or copy the form's sheets into a new workbook."),
)
_HAS_DTD = Finding(
    reason=msgid("This workbook defines XML entities, which no spreadsheet program does."),
    remedy=msgid("Open it in a spreadsheet program and save it as a new .xlsx file."),
)


class Refused(Exception):  # noqa: N818 - it is said to the author, it is not an error of ours
    """A file is not read any further: `finding` tells why."""

    def __init__(self, finding: Finding) -> None:
        """Carry the finding."""
        super().__init__(finding.reason)
        self.finding = finding


def search(source: bytes, most: int = MOST_UNPACKED) -> None:
    """Look through the whole package; raise `Refused` at what may not be in it.

    Nothing is trusted that the directory says: parts are inflated in small steps and counted, and
    may unpack to `most` bytes.
    """
    try:
        with ZipFile(BytesIO(source)) as package:
            _search(package, most)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, expat.ExpatError) as broken:
        raise Refused(NOT_A_WORKBOOK) from broken


def _too_big(most: int) -> Finding:
    return Finding(
        reason=_TOO_BIG_INSIDE,
        remedy=msgid("Copy the form's sheets into a new workbook and save that."),
        values={"most": most // (1024 * 1024), "parts": MOST_PARTS},
    )


def _search(package: ZipFile, most: int) -> None:
    parts = package.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > most:
        raise Refused(_too_big(most))
    if _CONTENT_TYPES not in names or len(set(names)) != len(names):
        raise Refused(NOT_A_WORKBOOK)
    for part in parts:
        _refuse_by_name(part)

    left = most
    for part in parts:
        left = _read(package, part, left)
        if left < 0:
            raise Refused(_too_big(most))
    if _SPREADSHEET not in package.read(_CONTENT_TYPES):
        raise Refused(NOT_A_WORKBOOK)


def _refuse_by_name(part: ZipInfo) -> None:
    encrypted = part.flag_bits & 0x1
    if encrypted or part.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise Refused(NOT_A_WORKBOOK)
    for pattern, finding in (
        (_MACROS, _HAS_MACROS),
        (_OUTSIDE, _HAS_LINKS),
        (_EMBEDDED, _HAS_OBJECTS),
    ):
        if pattern.search(part.filename):
            raise Refused(finding)


def _read(package: ZipFile, part: ZipInfo, left: int) -> int:
    """Inflate a part and read its XML; return how many bytes may still follow, -1 when too many."""
    parser = None
    for number, chunk in enumerate(_chunks(package, part)):
        left -= len(chunk)
        if left < 0:
            return -1
        if number == 0 and chunk.lstrip(_BEFORE_XML).startswith(b"<"):
            parser = _parser()  # a part's name does not tell whether it is read as XML
        if parser is not None:
            parser.Parse(chunk, False)  # noqa: FBT003 - expat takes it by position
    if parser is not None:
        parser.Parse(b"", True)  # noqa: FBT003 - as above
    return left


def _chunks(package: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _parser() -> expat.XMLParserType:
    """Make a reader of one part, in whatever encoding, that stops at what is refused."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _meet_doctype
    parser.StartElementHandler = _meet_element
    return parser


def _meet_doctype(*_: object) -> None:
    raise Refused(_HAS_DTD)


def _meet_element(name: str, attributes: dict[str, str]) -> None:
    """Judge relations to the outside, and what the package says it holds (OPC, ECMA-376 part 2)."""
    tag = name.rpartition(":")[2]
    if tag == "Relationship" and attributes.get("TargetMode") == "External":
        if not attributes.get("Type", "").endswith("/hyperlink"):
            raise Refused(_HAS_LINKS)
    elif tag in {"Override", "Default"} and "macroEnabled" in attributes.get("ContentType", ""):
        raise Refused(_HAS_MACROS)
