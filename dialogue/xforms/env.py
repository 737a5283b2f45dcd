"""Where an expression runs: the tree, the moment, and what the form can tell."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import TypeAlias

from dialogue.moment import Moment
from dialogue.xforms.dates import midnight
from dialogue.xforms.nodes import Node, Value


class Env:
    """Where an expression runs: the nodes by index, the moment, the language.

    `origin` is what `current()` finds; `position` and `size` are those of the innermost
    predicate, 0 outside of any.
    """

    __slots__ = ("document", "language", "library", "moment", "nodes", "origin", "position", "size")

    def __init__(
        self,
        nodes: list[Node],
        document: Node,
        library: "Library",
        moment: Moment,
        language: str,
    ) -> None:
        self.nodes = nodes
        self.document = document
        self.library = library
        self.moment = moment
        self.language = language
        self.origin = document
        self.position = 0
        self.size = 0

    @property
    def zone(self) -> tzinfo:
        """The zone of the programme."""
        return self.moment.zone

    @property
    def now(self) -> datetime:
        """The moment, in whole milliseconds as it is written down."""
        now = self.moment.now
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    @property
    def today(self) -> datetime:
        """The midnight that the day of the programme began with."""
        return midnight(self.moment.now)


class Library:
    """What functions look up in the form while they run: texts and lists of choices."""

    __slots__ = ("choice_name", "itext", "version")

    def __init__(self, version: str) -> None:
        self.version = version
        self.itext: Callable[[Env, Node, str], str] = lambda _e, _n, text_id: text_id
        self.choice_name: Callable[[Env, str, str], str] = lambda _e, _path, value: value


Fn: TypeAlias = Callable[[Env, Node], Value]
NodesFn: TypeAlias = Callable[[Env, Node], list[Node]]
