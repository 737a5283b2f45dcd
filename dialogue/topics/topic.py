"""A topic: one answer about rights or services, in Thai and Lao side by side."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

Language: TypeAlias = Literal["th", "lo"]

DRAFT: Final = "draft"
PUBLISHED: Final = "published"
STATUSES: Final = (DRAFT, PUBLISHED)

OPENS: Final = (
    "",
    "menu",
    "language",
    "care",
    "human",
    "mydata",
    "rights",
    "visit",
    "danger",
    "violence",
)
"""The acts that a topic may open; "" is none."""

SURE: Final = frozenset({"A", "B"})
"""What may be said is of this confidence; facts of any other are withheld."""


SMALL_TALK: Final = frozenset({"greeting", "thanks", "help", "change_language"})
"""Ids of topics that people say rather than ask: they stand on no fact, and are in no list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """A text in Thai and in Lao."""

    th: str
    lo: str

    def spoken(self, language: str) -> str:
        """Give it in "th" or "lo"."""
        return self.lo if language == "lo" else self.th


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A number to call, dialled as written, and the label of its button."""

    number: str
    label: Both


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact that a topic stands on; `source` is short, for people, in Thai."""

    id: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A fact that belongs to a topic and is not said: `why` tells, for whoever reviews it."""

    id: str
    confidence: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Texts that people type, by the language they are in; `mixed` is between the two."""

    th: tuple[str, ...] = ()
    lo: tuple[str, ...] = ()
    mixed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One topic; its parts are explained in content/README.md.

    What is `is_private` is asked about without any trace of who asked. What `stays` is said after
    it expired, too, with a warning. `plainer` is the answer in plainer words; the parts after it
    are None where a topic does no more than open something.
    """

    id: str
    title: Both
    status: str
    checked_on: date
    expires_on: date
    owner: str = "coordinator"
    is_private: bool = False
    stays: bool = False
    opens: str = ""
    related: tuple[str, ...] = ()
    answer: Both
    plainer: Both
    more: Both | None = None
    who: Both | None = None
    bring: Both | None = None
    cost: Both | None = None
    where: Both | None = None
    calls: tuple[Call, ...] = ()
    facts: tuple[Fact, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    phrases: Examples = Examples()
    keywords: Examples = Examples()
    not_meant: Examples = Examples()

    @property
    def is_brief(self) -> bool:
        """Tell a topic of few words, which may open something, from one that has details."""
        return all(one is None for one in (self.more, self.who, self.bring, self.cost, self.where))

    @property
    def sources(self) -> tuple[str, ...]:
        """Name where it is from, each source once."""
        return tuple(dict.fromkeys(fact.source for fact in self.facts))

    @property
    def said(self) -> str:
        """Give all that people read of it and call, so that a change of it can be told."""
        parts = (self.title, self.answer, self.plainer, self.more)
        details = (self.who, self.bring, self.cost, self.where)
        return repr((parts, details, self.calls))

    def has_expired(self, today: date) -> bool:
        """Tell whether nobody vouches for it any more."""
        return today > self.expires_on

    def is_withheld(self, today: date) -> bool:
        """Tell whether it is not to be said: it is a draft, or it expired and does not stay."""
        return self.status != PUBLISHED or (self.has_expired(today) and not self.stays)
