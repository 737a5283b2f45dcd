"""XML that comes from outside, read without risk, with the names that forms use."""

import re
import xml.etree.ElementTree as ET  # DOCTYPE and entities are refused before it reads
from xml.etree.ElementTree import Element, ParseError

XFORMS = "http://www.w3.org/2002/xforms"
JAVAROSA = "http://openrosa.org/javarosa"
OPENROSA = "http://openrosa.org/xforms"
ODK = "http://www.opendatakit.org/xforms"
ENTITIES = "http://www.opendatakit.org/xforms/entities"
KNOWN = frozenset(
    {
        "",
        XFORMS,
        JAVAROSA,
        OPENROSA,
        ODK,
        ENTITIES,
        "http://www.w3.org/1999/xhtml",
        "http://www.w3.org/2001/xml-events",
        "http://www.w3.org/2001/XMLSchema",
        "http://www.w3.org/XML/1998/namespace",
    },
)

_UNSAFE = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class XmlError(Exception):
    """The text is not XML that is read here."""


def parse(text: str) -> Element:
    """Read XML.

    Raises:
        XmlError: when it is not well-formed, or declares a document type or an entity.
    """
    if _UNSAFE.search(text):
        raise XmlError("document types and entities are refused")
    try:
        return ET.fromstring(text)  # noqa: S314  # no document type, hence no entities
    except (ParseError, ValueError) as error:
        raise XmlError(f"not well-formed: {error}") from error


def legal(text: str) -> str:
    """Replace what XML cannot carry: control characters and lone surrogates."""
    return text if text.isprintable() else _ILLEGAL.sub("\ufffd", text)


def escaped(text: str) -> str:
    """Escape text for the inside of an element or of an attribute."""
    if not _SPECIAL.search(text):
        return text
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("\r", "&#13;")


_SPECIAL = re.compile('[&<>"\r]')


def local(tag: str) -> str:
    """Take the local part of a name in Clark notation."""
    return tag.rpartition("}")[2]


def space(tag: str) -> str:
    """Take the namespace of a name in Clark notation; blank when it has none."""
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""
