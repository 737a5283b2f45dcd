"""One rule: when something is owed, in which days, and what closes it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

About: TypeAlias = Literal["answer", "need", "referral", "person"]
"""What a rule looks at: a marked answer of a form, a need, a referral, or the person."""

CountedFrom: TypeAlias = Literal["day", "date", "weeks"]
"""Where its days are counted from.

"day": the day on which it was answered, found, made, or (a person) registered. "date": the date
that the answer holds. "weeks": the answer is a number of weeks, and they began so long before it
was given.
"""

Counts: TypeAlias = Literal["told", "event"]
"""How answers that tell of the same are counted.

"told": each holds until the same question is answered on a later day. "event": those that tell of
days near one another tell of one event (a birth), and the last that was told of it holds.
"""

NEED, REFERRAL, VISIT, FORM = "need", "referral", "visit", "form:"
"""What closes: the need is met, the referral is closed, a visit, an answered form (`form:ID`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What `name` must be: one of `values`, or anything at all where there are none.

    `form_id` is the form whose answer is meant, "" for any.
    """

    name: str
    form_id: str = ""
    values: frozenset[str] = frozenset()

    def holds(self, value: str) -> bool:
        """Tell whether a value, or one of several that stand in it, is as it must be."""
        return not self.values.isdisjoint(value.split()) if self.values else value != ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What is owed to a person when `applies` holds of what the rule is `about`.

    All of `applies` must hold; of an answer there is one. `groups` are the target groups it is
    for, none: everybody. It opens, is due and lapses so many days after what it is counted from
    (`lapses` None: never). With `repeats` it is owed again and again: so many days after the last
    that was done, or was missed. `closes` is what closes it, whichever comes first. `unless` ends
    it: nothing is owed after an answer that is like this. What was due before `since` (the day the
    rule was switched on) is not owed any more.
    """

    code: str
    about: About
    applies: tuple[Condition, ...] = ()
    groups: frozenset[str] = frozenset()
    counted_from: CountedFrom = "day"
    counts: Counts = "told"
    opens: int = 0
    due: int = 0
    lapses: int | None = None
    repeats: int | None = None
    closes: tuple[str, ...] = (VISIT,)
    unless: Condition | None = None
    since: date | None = None

    @property
    def form_id(self) -> str | None:
        """The form that closes it, the first where there are several; None where none does."""
        forms = (one.removeprefix(FORM) for one in self.closes if one.startswith(FORM))
        return next(forms, None)

    def window(self, anchor: date) -> tuple[date, date, date | None]:
        """Give the days on which it opens, is due and lapses."""
        lapses = None if self.lapses is None else anchor + timedelta(days=self.lapses)
        return anchor + timedelta(days=self.opens), anchor + timedelta(days=self.due), lapses
