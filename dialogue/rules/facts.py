"""What the rules look at of one person: dates and codes, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal, TypeAlias

Status: TypeAlias = Literal["open", "done", "missed", "dropped"]

PAPER: Final = "paper"
BY_WORD: Final = frozenset({PAPER, "elsewhere", "declined", "mistaken"})
"""How a follow-up was closed by somebody's word: no rule says otherwise afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer; `on` is the day it was given, `by` its submission, `visit_id` its visit.

    `root` is the first of those submissions that correct one another.
    """

    form_id: str
    name: str
    value: str
    on: date
    by: str
    root: str = ""
    visit_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A need or a referral; `codes` are those that rules may ask for (kind, urgency …)."""

    id: str
    on: date
    codes: Mapping[str, str] = field(default_factory=dict)
    closed_at: datetime | None = None
    visit_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something that closes what is owed: `token` is "visit", "form:ID" or "need:ID".

    `at` is when it took place (aware, in the zone of the programme), not when it was typed. `by`
    is the submission and `visit_id` the visit that it is known from, None where there is none.
    """

    token: str
    at: datetime
    by: str | None = None
    visit_id: str | None = None

    @property
    def on(self) -> date:
        """The day it took place."""
        return self.at.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A follow-up as it stands; `rule` is "" where a form wrote it.

    `is_forgotten` says that the answer that told of it is kept no more, though it was not taken
    back; it was given on `told_on`, as was what a form wrote.
    """

    subject: str
    rule: str
    opens_on: date
    due_on: date
    lapses_on: date | None = None
    status: Status = "open"
    how: str = ""
    closed_at: datetime | None = None
    form_id: str | None = None
    is_forgotten: bool = False
    told_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """The person: `status` is active, moved, died or refused; `codes` are clear properties."""

    status: str
    registered_on: date
    groups: frozenset[str] = frozenset()
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that is known of a person on `today`, each in no order.

    Evidence from before `known_since` is not among it: what was over by then stays as it is.
    """

    today: date
    someone: Someone
    known_since: date = date.min
    answers: tuple[Answered, ...] = ()
    needs: tuple[Found, ...] = ()
    referrals: tuple[Found, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    earlier: tuple[Earlier, ...] = ()
