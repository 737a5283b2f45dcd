"""The reader of a form's body: controls, in the order they are asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from xml.etree.ElementTree import Element

from dialogue.xforms.actions import Action, read_action
from dialogue.xforms.controls import Control
from dialogue.xforms.errors import FormError
from dialogue.xforms.itext import itext_id, read_source
from dialogue.xforms.lists import Choices, read_choices
from dialogue.xforms.model import DEEPEST, Primary
from dialogue.xforms.schema import Definition
from dialogue.xforms.texts import (
    Source,
    Translations,
    message,
    nothing,
    of_form,
    of_itext,
    of_message,
)
from dialogue.xforms.workshop import Workshop
from dialogue.xforms.xml import local

_INPUTS = {
    "string": "string",
    "int": "integer",
    "decimal": "decimal",
    "date": "date",
    "time": "time",
    "dateTime": "dateTime",
    "geopoint": "geopoint",
}
_UPLOADS = {
    "image": "image",
    "audio": "audio",
    "video": "video",
    "application": "file",
    "*": "file",
}
_CONTROLS = frozenset({"input", "select", "select1", "trigger", "upload"})
_REFUSED_LOOKS = frozenset({"annotate", "draw", "signature"})
_NO_MEDIA: Mapping[str, str] = MappingProxyType({})
_MEDIA = ("image", "audio", "video", "big-image")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A control with its node and its texts; `definition` is None for a group without a node."""

    control: Control
    definition: Definition | None
    groups: tuple[Control, ...]
    label: Source = nothing
    hint: Source = nothing
    guidance: Source = nothing
    constraint_message: Source = nothing
    required_message: Source = nothing
    media: Mapping[str, Source] = field(default_factory=lambda: MappingProxyType({}))
    choices: Choices | None = None
    actions: tuple[Action, ...] = ()


class BodyReader:
    """Reads controls, one after the other."""

    def __init__(
        self,
        primary: Primary,
        named: Mapping[str, Definition],
        workshop: Workshop,
        translations: Translations,
    ) -> None:
        self._primary = primary
        self._named = named
        self._workshop = workshop
        self._translations = translations

    def read(self, body: Element) -> tuple[Part, ...]:
        """Read the whole body.

        Raises:
            FormError: at a control that a chat cannot ask; the message names its node.
        """
        return tuple(self._inside(body, self._primary.document.children[0], ()))

    def _inside(
        self,
        parent: Element,
        base: Definition,
        groups: tuple[Control, ...],
    ) -> Iterator[Part]:
        for element in parent:
            kind = local(element.tag)
            if kind == "group":
                yield from self._group(element, base, groups)
            elif kind in _CONTROLS:
                yield self._question(element, base, groups)
            elif kind not in {"label", "hint", "setvalue"}:
                raise FormError(f"{_ref(element) or kind}: the control {kind!r} is not supported")

    def _group(
        self,
        element: Element,
        base: Definition,
        groups: tuple[Control, ...],
    ) -> Iterator[Part]:
        if len(groups) == DEEPEST:
            raise FormError(f"groups within groups, deeper than {DEEPEST}")
        definition = self._definition(element, base) if _ref(element) else None
        texts = self._texts(element, definition)
        control = Control(
            kind="group",
            path="" if definition is None else definition.path,
            type="group",
            appearance=_appearance(element),
            attributes=_NO_MEDIA if definition is None else definition.attributes,
            labelled=texts["label"] is not nothing,
        )
        yield Part(control=control, definition=definition, groups=groups, label=texts["label"])
        yield from self._inside(element, definition or base, (*groups, control))

    def _question(self, element: Element, base: Definition, groups: tuple[Control, ...]) -> Part:
        definition = self._definition(element, base)
        texts = self._texts(element, definition)
        fixed = definition.readonly is not None and definition.readonly.truth is True
        type_name = _type(element, definition)
        choices = None
        if type_name.startswith("select_"):
            choices = read_choices(element, definition, self._workshop, self._translations)
        control = Control(
            kind="note" if fixed else "question",
            path=definition.path,
            type="note" if fixed and type_name == "string" else type_name,
            appearance=_appearance(element),
            attributes=definition.attributes,
            labelled=texts["label"] is not nothing,
        )
        return Part(
            control=control,
            definition=definition,
            groups=groups,
            label=texts["label"],
            hint=texts["hint"],
            guidance=self._form_of(element, "hint", "guidance") or nothing,
            constraint_message=self._message(definition, "constraint"),
            required_message=self._message(definition, "required"),
            media=self._media(element),
            choices=choices,
            actions=tuple(self._actions(element, definition)),
        )

    def _definition(self, element: Element, base: Definition) -> Definition:
        if element.get("bind") is not None:
            definition = self._named.get(element.get("bind", ""))
        else:
            definition = self._primary.at(_ref(element), base)
        if definition is None or definition.parent is None:
            raise FormError(f"the control {_ref(element)!r} has no node")
        return definition

    def _texts(self, element: Element, at: Definition | None) -> dict[str, Source]:
        found: dict[str, Source] = {"label": nothing, "hint": nothing}
        for child in element:
            if local(child.tag) in found:
                found[local(child.tag)] = read_source(
                    child,
                    at,
                    self._workshop,
                    self._translations,
                )
        return found

    def _message(self, definition: Definition, kind: str) -> Source:
        source = definition.messages.get(kind, "")
        if not source:
            return nothing
        text_id = itext_id(source, self._workshop)
        if text_id is None:
            return of_message(message([source]))
        return of_itext(self._translations, text_id)

    def _form_of(self, element: Element, tag: str, form: str) -> Source | None:
        """Find another form of the text that a label or hint refers to."""
        child = next((child for child in element if local(child.tag) == tag), None)
        text_id = None if child is None else itext_id(child.get("ref", ""), self._workshop)
        if text_id is None or not self._translations.has_form(text_id, form):
            return None
        return of_form(self._translations, text_id, form)

    def _media(self, element: Element) -> dict[str, Source]:
        found = {form: self._form_of(element, "label", form) for form in _MEDIA}
        return {form: source for form, source in found.items() if source is not None}

    def _actions(self, element: Element, definition: Definition) -> Iterator[Action]:
        for child in element:
            if local(child.tag) == "setvalue":
                yield read_action(child, self._primary, self._workshop, definition)


def _ref(element: Element) -> str:
    return (element.get("ref") or element.get("nodeset") or "").strip()


def _appearance(element: Element) -> frozenset[str]:
    return frozenset(element.get("appearance", "").split())


def _type(element: Element, definition: Definition) -> str:
    kind = local(element.tag)
    if _appearance(element) & _REFUSED_LOOKS or "search(" in element.get("appearance", ""):
        look = element.get("appearance")
        raise FormError(f"{definition.path}: the appearance {look!r} is not supported")
    if kind == "select1":
        return "select_one"
    if kind == "select":
        return "select_multiple"
    if kind == "trigger":
        return "acknowledge"
    if kind == "upload":
        media = element.get("mediatype", "*").partition("/")[0]
        return _known(_UPLOADS, media, definition)
    return _known(_INPUTS, definition.type, definition)


def _known(names: Mapping[str, str], name: str, definition: Definition) -> str:
    if name not in names:
        raise FormError(f"{definition.path}: the type {name!r} is not supported")
    return names[name]
