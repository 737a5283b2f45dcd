"""The way back: our submission is opened by an engine, and what it would send is the same."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from dialogue.xforms import xml
from dialogue.xforms.form import Form
from tests.oracle.engines import Engine
from tests.oracle.figures import even
from tests.oracle.judging import Judge

_OF_AN_EDIT = {
    "instanceID",
    "deprecatedID",
}  # an edit gets a name of its own, and tells the old one
_STEP = "opening our submission"
_TRUTH = {"true": "1", "false": "0"}


def send_back(form: Form, form_path: Path, submission: str, engine: Engine, judge: Judge) -> None:
    """Let an engine open our submission; compare what it would send.

    `judge` is one of an instance that took up the same submission, and compares what is shown.
    """
    written = form_path.with_suffix(".submission")
    written.write_text(submission, encoding="utf-8")
    theirs = engine.edit(form_path, form.default_language or "", written)
    if "error" in theirs:
        judge.note("round trip", None, "", theirs["error"], _STEP)
        return
    judge.compare(theirs, _STEP, sent=True)
    ours, others = _leaves(submission), _leaves(engine.submission())
    for path in ours.keys() | others.keys():
        definition = judge.definition(path)
        name = path.rpartition("/")[2]
        if name in _OF_AN_EDIT or (definition is not None and judge.is_volatile(definition)):
            continue
        judge.note("sent", path, ours.get(path), others.get(path), _STEP)


def _leaves(text: str) -> dict[str, str]:
    """List the values of an instance by their paths, numbered where a name comes again."""
    return dict(_walk(xml.parse(text), "")) if text else {}


def _walk(element: Element, above: str) -> Iterator[tuple[str, str]]:
    path = f"{above}/{xml.local(element.tag)}"
    seen = Counter[str]()
    for child in element:
        seen[child.tag] += 1
        number = "" if seen[child.tag] == 1 else f"[{seen[child.tag]}]"
        for place, value in _walk(child, ""):
            first, slash, rest = place[1:].partition("/")
            yield f"{path}/{first}{number}{slash}{rest}", value
    if not len(element):
        value = even(element.text or "")
        yield path, _TRUTH.get(value, value)
