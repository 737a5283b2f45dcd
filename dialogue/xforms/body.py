"""The reader of a form's body: controls, in the order they are asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from xml.etree.ElementTree import Element

from dialogue.xforms.actions import CHANGED, Action, read_action
from dialogue.xforms.controls import Control
from dialogue.xforms.errors import FormError
from dialogue.xforms.itext import itext_id, read_source
from dialogue.xforms.kinds import (
    CHOOSING,
    CONTROLS,
    appearance_of,
    is_table_head,
    listed_by,
    scale_of,
    type_of,
)
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
from dialogue.xforms.xml import JAVAROSA, local

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
    """Reads controls, one after the other.

    `actions` are those that belong to no change of a question, each with the group, repeat or
    document that it stands in.
    """

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
        self.actions: list[tuple[Action, Definition]] = []

    def read(self, body: Element) -> tuple[Part, ...]:
        """Read the whole body.

        Raises:
            FormError: at a control that is not known; the message names its node.
        """
        return tuple(self._inside(body, self._primary.root, ()))

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
            elif kind == "repeat":
                yield from self._repeat(element, parent, base, groups)
            elif kind in CONTROLS:
                yield self._question(element, base, groups)
            elif kind == "setvalue":
                self._keep(read_action(element, self._primary, self._workshop, base), base)
            elif kind not in {"label", "hint", "setgeopoint", "recordaudio"}:
                raise FormError(f"{_ref(element) or kind}: the control {kind!r} is not supported")

    def _keep(self, action: Action, place: Definition) -> None:
        if action.events - {CHANGED}:
            self.actions.append((action, place))

    def _group(
        self,
        element: Element,
        base: Definition,
        groups: tuple[Control, ...],
    ) -> Iterator[Part]:
        if len(groups) == DEEPEST:
            raise FormError(f"groups within groups, deeper than {DEEPEST}")
        definition = self._definition(element, base) if _ref(element) else None
        inner = [child for child in element if local(child.tag) == "repeat"]
        if inner and (definition is None or definition.is_repeat):
            yield from self._inside(element, base, groups)  # the group only labels its repeat
            return
        texts = self._texts(element, definition)
        control = Control(
            kind="group",
            path="" if definition is None else definition.path,
            type="group",
            appearance=appearance_of(element),
            attributes=_NO_MEDIA if definition is None else definition.attributes,
            labelled=texts["label"] is not nothing,
        )
        yield Part(control=control, definition=definition, groups=groups, label=texts["label"])
        yield from self._inside(element, definition or base, (*groups, control))

    def _repeat(
        self,
        element: Element,
        parent: Element,
        base: Definition,
        groups: tuple[Control, ...],
    ) -> Iterator[Part]:
        definition = self._definition(element, base)
        if len(groups) == DEEPEST:
            raise FormError(f"{definition.path}: repeats within repeats, deeper than {DEEPEST}")
        label = self._texts(parent, definition)["label"]
        definition.is_fixed = element.get(f"{{{JAVAROSA}}}noAddRemove", "").startswith("true")
        if (count := element.get(f"{{{JAVAROSA}}}count", "").strip()) != "":
            where = f"{definition.path}: repeat count"
            definition.count = self._workshop.compile(count, definition, where)
            if any(bound >= definition.depth for bound in definition.count.reads.values()):
                raise FormError(f"{where}: it is counted by what lies in it")
        control = Control(
            kind="repeat",
            path=definition.path,
            type="repeat",
            appearance=appearance_of(element) | appearance_of(parent),
            attributes=definition.attributes,
            labelled=label is not nothing,
        )
        yield Part(control=control, definition=definition, groups=groups, label=label)
        yield from self._inside(element, definition, groups)

    def _question(self, element: Element, base: Definition, groups: tuple[Control, ...]) -> Part:
        definition = self._definition(element, base)
        texts = self._texts(element, definition)
        is_head = is_table_head(element)
        fixed = is_head or (definition.readonly is not None and definition.readonly.truth is True)
        type_name = type_of(element, definition)
        if self._workshop.has_list(listed_by(element)):
            type_name = "select_one"
        choices = None
        if type_name in CHOOSING:
            choices = read_choices(element, definition, self._workshop, self._translations)
        control = Control(
            kind="note" if fixed else "question",
            path=definition.path,
            type="note" if is_head or (fixed and type_name == "string") else type_name,
            appearance=appearance_of(element),
            attributes=definition.attributes,
            labelled=texts["label"] is not nothing,
            scale=scale_of(element, definition),
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
                action = read_action(child, self._primary, self._workshop, definition)
                self._keep(action, definition)
                yield action


def _ref(element: Element) -> str:
    return (element.get("ref") or element.get("nodeset") or "").strip()
