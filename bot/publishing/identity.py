"""What a converted form is called: its id, version, title and languages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from xml.etree import ElementTree as ET

_XFORMS = "{http://www.w3.org/2002/xforms}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_ROOT = re.compile(r"<instance>\s*<[^\s>/]+")  # pyxform writes the form's own instance first


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """How a form version is known. `languages` are as the author wrote them, the default first."""

    form_id: str
    version: str
    title: str
    languages: tuple[str, ...]


def with_version(xform: str, files: Mapping[str, bytes]) -> str:
    """Give the form a version where its author gave none: the same form gets the same one.

    A form with other content in one of its `files` is another form.
    """
    if identify(xform).version:
        return xform
    told = xform.encode() + b"".join(
        name.encode() + sha256(data).digest() for name, data in sorted(files.items())
    )
    digest = sha256(told).hexdigest()[:12]
    return _ROOT.sub(lambda root: f'{root[0]} version="{digest}"', xform, count=1)


def identify(xform: str) -> Identity:
    """Read the names off a form that pyxform has written; the XML must be whole."""
    document = ET.fromstring(xform)  # noqa: S314 - pyxform's own writing holds no DTD
    model = document.find(f".//{_XFORMS}model")
    instance = document.find(f".//{_XFORMS}instance")
    root = None if instance is None else next(iter(instance), None)
    if model is None or root is None:
        raise ValueError("no form in this XML")

    translations = model.findall(f"{_XFORMS}itext/{_XFORMS}translation")
    translations.sort(key=lambda one: "default" not in one.attrib)
    return Identity(
        form_id=root.get("id", ""),
        version=root.get("version", ""),
        title=document.findtext(f".//{_XHTML}title", ""),
        languages=tuple(one.get("lang", "") for one in translations),
    )
