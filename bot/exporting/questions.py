"""The questions of one form version, as its XForm words them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias
from xml.etree import ElementTree as ET

from bot.exporting.fields import Path

Language: TypeAlias = Literal["th", "lo"]
LANGUAGES: Final[tuple[Language, ...]] = ("th", "lo")

Wording: TypeAlias = Mapping[str, str]
"""A text by the code of its language; under "" where it is the same in all."""

MULTIPLE: Final = frozenset({"select", "rank"})
_CONTROLS: Final = MULTIPLE | {"input", "select1", "upload", "range", "trigger", "secret"}
_CODE: Final = re.compile(r"\(\s*([\w-]+)\s*\)\s*$")
_INSTANCE: Final = re.compile(r"instance\(\s*['\"]([^'\"]+)['\"]\s*\)")
_ITEXT: Final = re.compile(r"jr:itext\(\s*(?:'([^']*)'|\"([^\"]*)\"|([\w:.-]+))\s*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One field: what asks for it ("" when nothing does), its words, its choices, its bind.

    `choices` are codes with their words; none where they come from a file or from answers.
    `media` is the kind of file that an upload takes. `relevant` are the conditions of the question
    and of the groups around it, outermost first.
    """

    path: Path
    control: str
    media: str = ""
    relevant: tuple[str, ...] = ()
    label: Wording
    choices: tuple[tuple[str, Wording], ...]
    bind: Mapping[str, str]


def in_language(words: Wording, language: Language) -> str:
    """Choose the words in a language; "" when there are none in it."""
    return words.get(language) or words.get("", "")


def questions_of(xform: str) -> list[Question]:
    """List the questions of a form version, in the order in which they are asked.

    What is filled in and never asked follows after, in the order of its binds.
    """
    form = _Reader(ET.fromstring(xform))  # noqa: S314  # made by our own publication
    asked = list(form.asked())
    known = {question.path for question in asked}
    return [*asked, *(one for one in form.filled_in() if one.path not in known)]


class _Reader:
    """Looks up what an XForm says of its questions."""

    def __init__(self, document: ET.Element) -> None:
        nodes = [(_local(node.tag), node) for node in document.iter()]
        self._nodes = nodes
        self._binds = {_path(node, "nodeset"): node for tag, node in nodes if tag == "bind"}
        self._lists = {
            node.get("id", ""): [item for item in node.iter() if _local(item.tag) == "item"]
            for tag, node in nodes
            if tag == "instance"
        }
        self._texts: dict[str, dict[str, str]] = {}
        for tag, node in nodes:
            if tag == "translation":
                self._read_texts(node)

    def asked(self) -> Iterator[Question]:
        for tag, node in self._nodes:
            if tag in _CONTROLS and node.get("ref"):
                path = _path(node, "ref")
                yield Question(
                    path=path,
                    control=tag,
                    media=node.get("mediatype", ""),
                    relevant=self._relevant(path),
                    label=self._label(node),
                    choices=tuple(self._choices(node)),
                    bind=self._bind(path),
                )

    def filled_in(self) -> Iterator[Question]:
        for path in self._binds:
            bind = self._bind(path)
            if bind.keys() & {"calculate", "preload"}:
                relevant = self._relevant(path)
                yield Question(
                    path=path, control="", relevant=relevant, label={}, choices=(), bind=bind
                )

    def _relevant(self, path: Path) -> tuple[str, ...]:
        around = [self._bind(path[:depth]).get("relevant") for depth in range(1, len(path) + 1)]
        return tuple(filter(None, around))

    def _bind(self, path: Path) -> dict[str, str]:
        node = self._binds.get(path)
        return {} if node is None else {_local(name): value for name, value in node.items()}

    def _choices(self, control: ET.Element) -> Iterator[tuple[str, Wording]]:
        for child in control:
            tag = _local(child.tag)
            if tag == "item":
                yield _child_text(child, "value"), self._label(child)
            elif tag == "itemset":
                yield from self._listed(child)
        if control.get("query"):  # select_one_external
            yield from self._of_list(control.get("query", ""), {"value": "name", "label": "label"})

    def _listed(self, itemset: ET.Element) -> Iterator[tuple[str, Wording]]:
        refs = {_local(child.tag): child.get("ref", "") for child in itemset}
        yield from self._of_list(itemset.get("nodeset", ""), refs)

    def _of_list(self, nodeset: str, refs: Mapping[str, str]) -> Iterator[tuple[str, Wording]]:
        named = _INSTANCE.search(nodeset)
        if named is None:
            return
        for item in self._lists.get(named[1], []):
            label, itext = refs.get("label", ""), _ITEXT.search(refs.get("label", ""))
            words = {"": _child_text(item, label)}
            if itext is not None:
                words = self._texts.get(_child_text(item, itext[3] or ""), {})
            yield _child_text(item, refs.get("value", "")), words

    def _label(self, of: ET.Element) -> Wording:
        label = next((child for child in of if _local(child.tag) == "label"), None)
        if label is None:
            return {}
        itext = _ITEXT.search(label.get("ref", ""))
        if itext is not None:
            return self._texts.get(itext[1] or itext[2] or "", {})
        return {"": _written(label)}

    def _read_texts(self, translation: ET.Element) -> None:
        language = translation.get("lang", "")
        code = _CODE.search(language)
        for text in translation:
            plain = next((value for value in text if value.get("form") is None), None)
            words = "" if plain is None else _written(plain)
            if words not in {"", "-"}:  # "-" is what pyxform writes where there is none
                known = self._texts.setdefault(text.get("id", ""), {})
                known["" if language == "default" else code[1] if code else language] = words


def _written(element: ET.Element) -> str:
    """Write a text as its author did, with ${name} where an answer is put in."""
    parts = [element.text or ""]
    for child in element:
        value = child.get("value", "").strip()
        name = value.rpartition("/")[2].rpartition(":")[2]
        whole = re.fullmatch(r"[\w/.:-]+", value)
        parts += [f"${{{name if whole else value}}}" if value else "".join(child.itertext())]
        parts += [child.tail or ""]
    return "".join(parts).strip()


def _child_text(element: ET.Element, name: str) -> str:
    found = next((child for child in element if _local(child.tag) == name), None)
    return "" if found is None else (found.text or "").strip()


def _path(node: ET.Element, attribute: str) -> Path:
    steps = node.get(attribute, "").strip().split("/")[2:]
    return tuple(step.rpartition(":")[2] for step in steps)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
