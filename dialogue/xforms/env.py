"""Where an expression runs: the tree, the moment, and what the form can tell."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import TypeAlias

from dialogue.moment import Moment
from dialogue.xforms.dates import midnight
from dialogue.xforms.live import LiveLists, no_rows
from dialogue.xforms.nodes import Frame, Node, Value
from dialogue.xforms.saved import LastSaved, nothing_saved


class Env:
    """Where an expression runs: the frame above all, the moment, the language.

    `nodes` are those of the top frame, by index: all that lie in no repeat. `origin` is what
    `current()` finds; `position` and `size` are those of the innermost predicate, 0 outside of
    any. `last_saved` is the instance that was saved before this one; `live` are
    the lists whose rows are those of this turn. `frozen` are tasks, by rank, and nodes for which
    they are not run: what they read is gone.
    """

    __slots__ = (
        "document",
        "frozen",
        "language",
        "last_saved",
        "library",
        "live",
        "moment",
        "nodes",
        "origin",
        "position",
        "size",
        "top",
    )

    def __init__(
        self,
        top: Frame,
        document: Node,
        library: "Library",
        moment: Moment,
        language: str,
    ) -> None:
        self.top = top
        self.nodes = top.nodes
        self.document = document
        self.last_saved = LastSaved(nothing_saved, "")
        self.frozen: frozenset[tuple[int, Node]] = frozenset()
        self.live = LiveLists(no_rows)
        self.library = library
        self.moment = moment
        self.language = language
        self.origin = document
        self.position = 0
        self.size = 0

    def speaking(self, language: str) -> "Env":
        """Copy the environment, to speak another language in it."""
        e = Env(self.top, self.document, self.library, self.moment, language)
        e.live, e.last_saved = self.live, self.last_saved
        return e

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
