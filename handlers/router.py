"""Who hears an event: watchers see every one, of the features the first that answers wins."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar, cast

from dialogue.prompt import Say
from handlers.asking import as_tapped
from handlers.context import Context
from handlers.happened import Happened
from handlers.incoming import Incoming

Says: TypeAlias = tuple[Say | Happened, ...]
"""What to say and what happened, in order; the empty tuple is silence on purpose."""

E = TypeVar("E", bound=Incoming)
Handler: TypeAlias = Callable[[E, Context], Says | None]
Listener: TypeAlias = Callable[[Happened, Context], Says]


class Router:
    """The events that one feature hears, and what it does about each."""

    def __init__(self) -> None:
        self._handlers: list[tuple[tuple[type[Incoming], ...], Handler[Incoming]]] = []

    def on(self, *kinds: type[E]) -> Callable[[Handler[E]], Handler[E]]:
        """Register a handler for these kinds of events; None from it means "not mine"."""

        def register(handler: Handler[E]) -> Handler[E]:
            self._handlers.append((kinds, cast("Handler[Incoming]", handler)))
            return handler

        return register

    def hear(self, event: Incoming, ctx: Context) -> Says | None:
        """Ask the handlers of this kind in order; None when none of them takes the event."""
        for kinds, handler in self._handlers:
            if isinstance(event, kinds) and (says := handler(event, ctx)) is not None:
                return says
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All features together, in the order in which they are asked."""

    watchers: Sequence[Router]
    features: Sequence[Router]
    listeners: Mapping[type[Happened], Sequence[Listener]] = field(default_factory=dict)

    def decide(self, event: Incoming, ctx: Context) -> tuple[Say, ...]:
        """Decide on an event: what is said, watchers' words first.

        Features hear a label that was typed as the tap that it stands for.
        """
        warnings = [says for watcher in self.watchers if (says := watcher.hear(event, ctx))]
        heard = as_tapped(event, ctx)
        answers = (
            says for feature in self.features if (says := feature.hear(heard, ctx)) is not None
        )
        answer = next(answers, ())
        return self.told((*_flat(warnings), *answer), ctx)

    def told(self, says: Says, ctx: Context) -> tuple[Say, ...]:
        """Let listeners hear of what happened, and add what they say."""
        return tuple(self._told(says, ctx))

    def _told(self, says: Says, ctx: Context) -> list[Say]:
        words: list[Say] = []
        for item in says:
            if isinstance(item, Say):
                words.append(item)
                continue
            for listener in self.listeners.get(type(item), ()):
                words += self._told(listener(item, ctx), ctx)
        return words


def _flat(many: Sequence[Says]) -> Says:
    return tuple(item for says in many for item in says)
