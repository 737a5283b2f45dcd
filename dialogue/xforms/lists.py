"""The choices of a question: fixed, or filtered by what was answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from xml.etree.ElementTree import Element

from dialogue.xforms import syntax
from dialogue.xforms.controls import Choice
from dialogue.xforms.env import Env, NodesFn
from dialogue.xforms.errors import FormError
from dialogue.xforms.expression import Expression
from dialogue.xforms.itext import read_source
from dialogue.xforms.live import Row
from dialogue.xforms.nodes import Node
from dialogue.xforms.schema import Definition
from dialogue.xforms.texts import (
    Source,
    Translations,
    message,
    nothing,
    of_itext,
    of_message,
    of_text,
)
from dialogue.xforms.workshop import Workshop
from dialogue.xforms.xml import local

_NOTHING: Mapping[str, str] = MappingProxyType({})
_UNREAD: Mapping[int, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One choice as the form declares it."""

    value: str
    label: Source
    extras: Mapping[str, str] = field(default_factory=lambda: _NOTHING)

    def choice(self, e: Env, asking: Node) -> Choice:
        """Say it in the language of the environment."""
        return Choice(value=self.value, label=self.label(e, asking), extras=self.extras)


class _Template:
    """How the nodes of a list become items; each is made once, as most lists never change.

    `anew` tells that the nodes are others in every turn, so that nothing of them may be held.
    """

    def __init__(
        self,
        value: str,
        label: tuple[str, bool],
        translations: Translations,
        *,
        anew: bool = False,
    ) -> None:
        self._value = value
        self._label = label
        self._translations = translations
        self._anew = anew
        self._made: dict[int, Item] = {}

    def item(self, node: Node) -> Item:
        """Make the item of a node."""
        if isinstance(node, Row):
            return self._made_of(node)
        if self._anew or node.index >= 0:
            return self._make(node)  # of this turn only, or an answer, which may change
        item = self._made.get(id(node))
        if item is None:
            item = self._made[id(node)] = self._make(node)
        return item

    def _made_of(self, row: Row) -> Item:
        """Make the item of a row of a live list, of which most are never shown."""
        text, extras = row.row.get(self._label[0], ""), row.row
        return Item(value=extras.get(self._value, ""), label=of_text(text), extras=extras)

    def _make(self, node: Node) -> Item:
        hidden = {self._value}
        name, translated = self._label
        text = _child_text(node, name)
        label = of_itext(self._translations, text) if translated else of_message(message([text]))
        hidden.add(name)
        extras = {child.name: child.text for child in node.children if child.name not in hidden}
        return Item(value=_child_text(node, self._value), label=label, extras=extras)


def _child_text(node: Node, name: str) -> str:
    child = node.child(name)
    return "" if child is None else child.text


class Choices:
    """What a question offers.

    `reads` are the nodes that decide it, as of an expression; `fixed` the values of a list that
    nothing can change; `many` tells whether more than one may be chosen, `is_live` whether what is
    offered may be something else in the next turn though nothing was answered.
    """

    __slots__ = ("_items", "_nodes", "_template", "fixed", "is_live", "many", "reads")

    def __init__(
        self,
        items: Sequence[Item],
        *,
        many: bool,
        nodes: NodesFn | None = None,
        template: "_Template | None" = None,
        reads: Mapping[int, int] = _UNREAD,
        is_live: bool = False,
    ) -> None:
        self._items = tuple(items)
        self._nodes = nodes
        self._template = template
        self.many = many
        self.is_live = is_live
        self.reads = reads
        self.fixed = None if nodes else dict.fromkeys(item.value for item in items)

    def offered(self, e: Env, asking: Node) -> Sequence[Item]:
        """List what is offered now, in the order of the form."""
        if self._nodes is None or self._template is None:
            return self._items
        item = self._template.item
        return [item(node) for node in self._nodes(e, asking)]

    def label_of(self, value: str, e: Env, asking: Node) -> str:
        """Find the label of an offered value; blank when it is not offered."""
        for item in self.offered(e, asking):
            if item.value == value:
                return item.label(e, asking)
        return ""

    def values(self, e: Env, asking: Node) -> dict[str, None]:
        """Gather the values that are offered now, each once, in the order of the form."""
        if self.fixed is not None:
            return self.fixed
        return dict.fromkeys([item.value for item in self.offered(e, asking)])


def read_choices(
    control: Element,
    at: Definition,
    workshop: Workshop,
    translations: Translations,
) -> Choices:
    """Read what a select offers.

    Raises:
        FormError: when its list cannot be found.
    """
    where, many = f"{at.path}: choices", local(control.tag) in {"select", "rank"}
    if control.get("query") is not None:
        return _read_query(control, at, workshop, translations)
    itemset = next((child for child in control if local(child.tag) == "itemset"), None)
    if itemset is None:
        items = [child for child in control if local(child.tag) == "item"]
        return Choices([_read_item(item, at, workshop, translations) for item in items], many=many)
    refs = {local(child.tag): child.get("ref", "") for child in itemset}
    label = _label_of(workshop, refs.get("label", ""), where)
    value = refs.get("value", "name").strip().rpartition(":")[2]
    nodeset = itemset.get("nodeset", "")
    found = workshop.compile(nodeset, at, where)
    template = _Template(value, label, translations, anew=found.anew)
    if found.nodes is None:
        raise FormError(f"{where}: no node set")
    if found.fixed is not None:
        return Choices([template.item(node) for node in found.fixed], many=many)
    reads = _also_read(found, (value, label[0]), at, workshop)
    return Choices(
        (),
        many=many,
        nodes=found.nodes,
        template=template,
        reads=reads,
        is_live=found.anew,
    )


def _also_read(
    found: Expression,
    names: Iterable[str],
    at: Definition,
    workshop: Workshop,
) -> Mapping[int, int]:
    """Add what values and labels are read from, where the list is one of answers."""
    reads = dict(found.reads)
    for name in names:
        step = syntax.Step("child", name, ())
        path = syntax.Path(absolute=False, start=found.syntax, steps=(step,))
        match found.syntax:
            case syntax.Path(absolute, start, steps):
                path = syntax.Path(absolute=absolute, start=start, steps=(*steps, step))
            case _:
                pass
        for index, bound in workshop.compile_syntax(path, at).reads.items():
            reads[index] = min(bound, reads.get(index, bound))
    return reads


def _read_query(
    control: Element,
    at: Definition,
    workshop: Workshop,
    translations: Translations,
) -> Choices:
    """Read the list of an input that Collect queries (select_one_external of XLSForm)."""
    where = f"{at.path}: query"
    found = workshop.compile(control.get("query", ""), at, where)
    if found.nodes is None:
        raise FormError(f"{where}: no node set")
    template = _Template("name", ("label", False), translations)
    return Choices((), many=False, nodes=found.nodes, template=template, reads=found.reads)


def _label_of(workshop: Workshop, source: str, where: str) -> tuple[str, bool]:
    """Find which child of a node labels it, and whether it holds the id of a translated text."""
    match workshop.parsed(source or "label"):
        case syntax.Call("jr:itext", (syntax.Path(steps=(syntax.Step("child", name, ()),)),)):
            return name, True
        case syntax.Path(steps=(syntax.Step("child", name, ()),)):
            return name, False
        case _:
            raise FormError(f"{where}: no label can be found by {source!r}")


def _read_item(
    element: Element,
    at: Definition,
    workshop: Workshop,
    translations: Translations,
) -> Item:
    value = ""
    label: Source = nothing
    for child in element:
        if local(child.tag) == "value":
            value = (child.text or "").strip()
        elif local(child.tag) == "label":
            label = read_source(child, at, workshop, translations)
    return Item(value=value, label=label)
