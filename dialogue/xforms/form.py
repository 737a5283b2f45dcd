"""A form, read once from its XForm and shared by all its instances."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from xml.etree.ElementTree import Element

from dialogue.xforms import xml
from dialogue.xforms.actions import Action, read_action
from dialogue.xforms.binds import read_binds
from dialogue.xforms.body import BodyReader, Part
from dialogue.xforms.bounds import Limit, find_limits
from dialogue.xforms.controls import Control
from dialogue.xforms.env import Env, Library
from dialogue.xforms.errors import FormError
from dialogue.xforms.external import last_saved, live_lists, read_lists
from dialogue.xforms.itext import read_translations
from dialogue.xforms.live import Rows, no_rows
from dialogue.xforms.model import Primary, read_primary
from dialogue.xforms.nodes import NOWHERE, Node
from dialogue.xforms.outline import Outline, outline_of
from dialogue.xforms.plan import Plan, Task
from dialogue.xforms.saved import Saved, nothing_saved
from dialogue.xforms.schema import Definition
from dialogue.xforms.texts import Translations, told
from dialogue.xforms.workshop import Workshop
from dialogue.xforms.xpath.places import seen_from

_NO_MEDIA: Mapping[str, bytes] = MappingProxyType({})


def _never(_name: str) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Form:
    """A form that is ready to be filled in; nothing about it changes any more.

    `languages` are those of its texts, in order ("ไทย (th)", "ລາວ (lo)"); empty when it has one
    language without a name. `controls` is the body in order, groups before what they hold.
    `reads_saved` tells whether it reads what was saved before, which `saved` gives.
    `live` names the lists that have the rows of the moment, which `rows` gives.
    """

    id: str
    version: str
    title: str
    languages: tuple[str, ...]
    default_language: str | None
    controls: tuple[Control, ...]
    primary: Primary
    parts: dict[str, Part]
    outline: Outline
    counted: tuple[Definition, ...]
    actions: tuple[tuple[Action, Definition], ...]
    limits: dict[str, tuple[Limit, ...]]
    plan: Plan
    library: Library
    translations: Translations
    indices: dict[str, int]
    reads_saved: bool
    live: frozenset[str] = frozenset()
    rows: Rows = no_rows
    saved: Saved = nothing_saved

    @classmethod
    def parse(
        cls,
        text: str,
        media: Mapping[str, bytes] = _NO_MEDIA,
        *,
        is_live: Callable[[str], bool] = _never,
    ) -> "Form":
        """Read an XForm as pyxform writes it; `media` holds the files that its lists lie in.

        A list whose file (NAME.csv) is not there may be a live one: `is_live` is asked for its
        name. It has the rows that the form is given later (`beside`), and none before.

        Raises:
            FormError: when it cannot be used; the message names the node or the expression.
        """
        try:
            root = xml.parse(text)
        except xml.XmlError as error:
            raise FormError(f"the form is no XML: {error}") from error
        return _read(root, media, is_live)

    def beside(self, rows: Rows = no_rows, *, saved: Saved = nothing_saved) -> "Form":
        """Put what is someone's own beside this form, for as long as they fill it in."""
        reads = self.live or self.reads_saved
        return replace(self, rows=rows, saved=saved) if reads else self

    def language_for(self, code: str) -> str | None:
        """Find the language with a code: "th" finds "ไทย (th)"; else the default one."""
        return self.translations.language_for(code)

    def control(self, path: str) -> Control | None:
        """Find the control of a path."""
        part = self.parts.get(path)
        return None if part is None else part.control


def _read(root: Element, media: Mapping[str, bytes], is_live: Callable[[str], bool]) -> Form:
    model, body = _model_of(root), _child(root, "body")
    instances = [child for child in model if xml.local(child.tag) == "instance"]
    if not instances or not len(instances[0]):
        raise FormError("the form has no instance")

    primary = read_primary(instances[0][0], _repeats(body))
    live = live_lists(instances[1:], media, is_live)
    lists = read_lists(instances[1:], media, live)
    workshop = Workshop(primary.document, lists, last_saved(instances[1:]), live)
    translations = read_translations(_optional(model, "itext"), workshop)
    named = read_binds(_all(model, "bind"), primary, workshop)
    reader = BodyReader(primary, named, workshop, translations)
    parts = reader.read(body)
    actions = [
        (read_action(element, primary, workshop, primary.root), primary.document)
        for element in _all(model, "setvalue")
    ]
    every = (*actions, *reader.actions)
    form = _assembled(root, primary, parts, every, workshop, translations)
    return replace(form, live=frozenset(live.values()))


def _repeats(body: Element) -> frozenset[str]:
    return frozenset(
        element.get("nodeset", "").strip()
        for element in body.iter()
        if xml.local(element.tag) == "repeat"
    )


def _assembled(  # all that was read
    root: Element,
    primary: Primary,
    parts: tuple[Part, ...],
    actions: tuple[tuple[Action, Definition], ...],
    workshop: Workshop,
    translations: Translations,
) -> Form:
    by_path = dict[str, Part]()
    for part in parts:
        by_path.setdefault(part.control.path, part)
    version = primary.attributes.get("version", "")
    return Form(
        id=primary.attributes.get("id", ""),
        version=version,
        title=_title(root),
        languages=translations.languages,
        default_language=translations.default,
        controls=tuple(part.control for part in parts),
        primary=primary,
        parts=by_path,
        outline=outline_of(parts),
        counted=tuple(one for one in primary.definitions if one.count is not None),
        actions=actions,
        limits={
            part.control.path: limits
            for part in parts
            if part.definition is not None and (limits := find_limits(part.definition, workshop))
        },
        plan=Plan(_tasks(primary, by_path.values())),
        library=_library(primary, by_path, translations),
        translations=translations,
        indices={
            definition.path: definition.index
            for definition in primary.definitions
            if definition.depth == 0
        },
        reads_saved=workshop.reads_saved,
    )


def _tasks(primary: Primary, parts: Iterable[Part]) -> list[Task]:
    tasks = list[Task]()
    choices = {
        part.definition.index: part.choices
        for part in parts
        if part.choices is not None and part.definition is not None
    }
    for definition in primary.definitions:
        if definition.relevant is not None and definition.relevant.truth is not True:
            tasks.append(Task("relevant", definition, definition.relevant))
        if definition.calculate is not None:
            tasks.append(Task("calculate", definition, definition.calculate))
        if definition.index in choices:
            tasks.append(Task("choices", definition, choices=choices[definition.index]))
    return tasks


def _library(primary: Primary, parts: dict[str, Part], translations: Translations) -> Library:
    library = Library(primary.attributes.get("version", ""))

    def itext(e: Env, n: Node, text_id: str) -> str:
        found = translations.find(e.language, text_id)
        return "" if found is None else told(found.message.written, e, n)

    def choice_name(e: Env, path: str, value: str) -> str:
        """Look a choice up in a list as whoever asks would see it."""
        asking = None if e.origin.index < 0 else primary.definitions[e.origin.index]
        named = primary.at(path, asking)
        part = None if named is None else parts.get(named.path)
        if part is None or part.choices is None or part.definition is None:
            return ""
        before = e.origin
        frame = e.top if before.frame is NOWHERE else before.frame
        node = next(iter(seen_from(frame, part.definition)), None)
        if node is None:
            return ""
        e.origin = node
        label = part.choices.label_of(value, e, node)
        e.origin = before
        return label

    library.itext, library.choice_name = itext, choice_name
    return library


def _model_of(root: Element) -> Element:
    return _child(_child(root, "head"), "model")


def _title(root: Element) -> str:
    title = _optional(_child(root, "head"), "title")
    return "" if title is None else (title.text or "").strip()


def _all(parent: Element, name: str) -> list[Element]:
    return [child for child in parent if xml.local(child.tag) == name]


def _optional(parent: Element, name: str) -> Element | None:
    return next(iter(_all(parent, name)), None)


def _child(parent: Element, name: str) -> Element:
    found = _optional(parent, name)
    if found is None:
        raise FormError(f"the form has no {name}")
    return found
