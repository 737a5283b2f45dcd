"""What a form says about each node of its primary instance."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from xml.etree.ElementTree import Element

from dialogue.xforms.expression import Expression

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Definition:
    """One element or attribute of the primary instance with its bind; settled once it is read.

    `path` is the generic path (/data/group/name), `type` the bind's data type. Expressions are
    compiled, None where the bind has none. `prefix` is the name as written, if it has one. `source`
    is the element that a new node is grown from: of a repeat its template. `repeat` is the nearest
    repeat around it, or itself; `depth` counts those repeats. `locks` are itself and what lies
    around it, as far as a readonly rule of theirs may close it.
    """

    __slots__ = (
        "attributes",
        "calculate",
        "children",
        "constraint",
        "count",
        "default",
        "depth",
        "index",
        "is_attribute",
        "is_fixed",
        "locks",
        "messages",
        "name",
        "parent",
        "parts",
        "path",
        "prefix",
        "preload",
        "preload_params",
        "readonly",
        "relevant",
        "repeat",
        "required",
        "save_to",
        "source",
        "tag",
        "type",
    )

    def __init__(
        self,
        name: str,
        parent: "Definition | None",
        index: int,
        *,
        is_attribute: bool = False,
    ) -> None:
        self.name = name
        self.prefix = ""
        self.tag = name
        self.parent = parent
        self.index = index
        self.is_attribute = is_attribute
        shown = f"@{name}" if is_attribute else name
        self.path: str = "" if parent is None else f"{parent.path}/{shown}"
        self.children: list[Definition] = []
        self.parts: list[Definition] = []  # its attributes
        self.source: Element | None = None
        self.repeat: Definition | None = None if parent is None else parent.repeat
        self.depth: int = 0 if parent is None else parent.depth
        self.count: Expression | None = None
        self.is_fixed = False  # a repeat whose instances nobody may add or remove
        self.default = ""
        self.type = "string"
        self.preload = ""
        self.preload_params = ""
        self.save_to = ""
        self.attributes = _NOTHING
        self.messages = _NOTHING
        self.relevant: Expression | None = None
        self.required: Expression | None = None
        self.readonly: Expression | None = None
        self.calculate: Expression | None = None
        self.constraint: Expression | None = None
        self.locks: tuple[Definition, ...] = ()
        if parent is not None:
            (parent.parts if is_attribute else parent.children).append(self)

    def become_repeat(self) -> None:
        """Let this be a repeat, before anything is known of what lies in it."""
        self.repeat = self
        self.depth += 1

    @property
    def is_repeat(self) -> bool:
        """Tell whether this is a repeat."""
        return self.repeat is self

    @property
    def is_open(self) -> bool:
        """Tell whether this is a repeat whose instances people add, as many as they like."""
        return self.is_repeat and self.count is None and not self.is_fixed

    def descendants(self) -> Iterator["Definition"]:
        """Walk everything below, in document order, without attributes."""
        for child in self.children:
            yield child
            yield from child.descendants()

    def all_below(self) -> Iterator["Definition"]:
        """Walk everything below, attributes too."""
        yield from self.parts
        for child in self.children:
            yield child
            yield from child.all_below()

    def repeats_around(self) -> tuple["Definition", ...]:
        """List the repeats that it lies in, from the outermost inward, itself among them."""
        found, here = list[Definition](), self.repeat
        while here is not None:
            found.append(here)
            here = here.parent.repeat if here.parent is not None else None
        return tuple(reversed(found))

    def shared_with(self, other: "Definition") -> int:
        """Count the repeats that both lie in: there an expression of one sees its own instance."""
        pairs = zip(self.repeats_around(), other.repeats_around(), strict=False)
        return next(
            (place for place, (one, two) in enumerate(pairs) if one is not two),
            min(self.depth, other.depth),
        )
