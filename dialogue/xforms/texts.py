"""The texts of a form: labels, hints and messages, in each language, with outputs filled in."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from dialogue.xforms.env import Env, Fn
from dialogue.xforms.markup import plain
from dialogue.xforms.nodes import Node
from dialogue.xforms.values import to_string

Source: TypeAlias = Callable[[Env, Node], str]
"""Tells a text in the language of the environment; the node is the one that asks."""

Piece: TypeAlias = str | Fn

_SLOT = "\ue000"
_MISSING = "-"  # what pyxform writes where a translation is missing
_CODE = re.compile(r"\(\s*([\w-]+)\s*\)\s*$")


@dataclass(frozen=True, slots=True)
class Message:
    """A text with its outputs: as written, and as a chat shows it."""

    written: tuple[Piece, ...]
    shown: tuple[Piece, ...]

    @property
    def missing(self) -> bool:
        """Whether it only marks that there is no translation."""
        return self.written in {(), ("",), (_MISSING,)}


def message(pieces: Iterable[Piece]) -> Message:
    """Make a message of text and outputs, in turn."""
    written = tuple(piece for piece in pieces if piece != "")
    outputs = [piece for piece in written if not isinstance(piece, str)]
    joined = "".join(piece if isinstance(piece, str) else _SLOT for piece in written)
    shown = list[Piece]()
    for number, text in enumerate(plain(joined).split(_SLOT)):
        if number:
            shown.append(outputs[number - 1])
        if text:
            shown.append(text)
    return Message(written, tuple(shown))


def told(pieces: tuple[Piece, ...], e: Env, n: Node) -> str:
    """Put pieces together, with the values that outputs have now."""
    if len(pieces) == 1 and isinstance(pieces[0], str):
        return pieces[0]
    return "".join(piece if isinstance(piece, str) else to_string(piece(e, n)) for piece in pieces)


@dataclass(frozen=True, slots=True)
class Text:
    """One entry of a translation: its message, and its other forms (guidance, image …)."""

    message: Message
    forms: Mapping[str, Message] = field(default_factory=lambda: MappingProxyType({}))


NO_TEXT = Text(message(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Translations:
    """The itext block of a form: texts by language and id."""

    languages: tuple[str, ...] = ()
    default: str | None = None
    table: Mapping[str, Mapping[str, Text]] = field(default_factory=lambda: MappingProxyType({}))

    def find(self, language: str, text_id: str) -> Text | None:
        """Find a text, in the default language where this one lacks it."""
        text = self.table.get(language, {}).get(text_id)
        if text is not None and not text.message.missing:
            return text
        return self.table.get(self.default or "", {}).get(text_id) or text

    def form(self, language: str, text_id: str, form: str) -> Message | None:
        """Find another form of a text, with the same fallback."""
        for place in (language, self.default or ""):
            text = self.table.get(place, {}).get(text_id)
            found = None if text is None else text.forms.get(form)
            if found is not None and not found.missing:
                return found
        return None

    def has_form(self, text_id: str, form: str) -> bool:
        """Tell whether any language has this form of a text."""
        return any(
            form in table[text_id].forms for table in self.table.values() if text_id in table
        )

    def language_for(self, code: str) -> str | None:
        """Find the language with this code: "th" finds "ไทย (th)"; else the default one."""
        for language in self.languages:
            match = _CODE.search(language)
            if code == language or (match is not None and match[1] == code):
                return language
        return self.default


def of_itext(translations: Translations, text_id: str) -> Source:
    """Tell the text of an id as a chat shows it."""

    def tell(e: Env, n: Node) -> str:
        text = translations.find(e.language, text_id)
        return "" if text is None or text.message.missing else told(text.message.shown, e, n)

    return tell


def of_form(translations: Translations, text_id: str, form: str) -> Source:
    """Tell another form of a text; blank where there is none."""

    def tell(e: Env, n: Node) -> str:
        found = translations.form(e.language, text_id, form)
        return "" if found is None else told(found.shown, e, n)

    return tell


def of_message(fixed: Message) -> Source:
    """Tell the same message in every language."""
    return lambda e, n: told(fixed.shown, e, n)


def of_text(text: str) -> Source:
    """Tell a text in every language; its marks are only read when it is told."""
    return lambda _e, _n: plain(text)


def nothing(_e: Env, _n: Node) -> str:
    """Tell nothing."""
    return ""
