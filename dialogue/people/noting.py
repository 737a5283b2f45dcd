"""Noting someone who is new: which question comes next, and what was told so far."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, cast

from dialogue.phrase import msgid
from dialogue.reading.cleaning import digits

Step: TypeAlias = Literal[
    "name",
    "consent",
    "home",
    "village",
    "area",
    "same",
    "born",
    "sex",
    "speaks",
    "groups",
    "done",
]
"""What is asked, in this order: whether they agree comes before anything but what to call them.

"same" is whether it is somebody who is known already; at "done" there is nothing left to ask.
"""

STEPS: Final[tuple[Step, ...]] = (
    "name",
    "consent",
    "home",
    "village",
    "area",
    "same",
    "born",
    "sex",
    "speaks",
    "groups",
    "done",
)

SKIPPABLE: Final[frozenset[Step]] = frozenset(
    {"village", "area", "born", "sex", "speaks", "groups"}
)
"""What need not be answered."""

DETAILS: Final[frozenset[Step]] = frozenset({"born", "sex", "speaks", "groups"})
"""What is asked last, and can be skipped at one stroke."""

FILLS: Final[Mapping[Step, str]] = MappingProxyType(
    {"name": "name", "home": "household", "village": "village", "area": "area"}
)
"""The questions that are left out where what they ask for is known, and what that is."""

SEXES: Final[Mapping[str, str]] = MappingProxyType(
    {"female": msgid("Female"), "male": msgid("Male"), "not_said": msgid("Does not say")}
)
SPEAKS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "th": msgid("Thai"),
        "lo": msgid("Lao"),
        "both": msgid("Both languages"),
        "other": msgid("Another language"),
    }
)
CONSENTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "self": msgid("Agrees"),
        "parent": msgid("Parent agrees"),
        "carer": msgid("Carer agrees"),
        "no": msgid("Does not agree"),
    }
)

LONGEST: Final = 40
"""Letters of a nickname, of the mark of a home and of what is told of a carer."""

_OLDEST: Final = 130
_BUDDHIST: Final = 543  # years that the Thai calendar is ahead
_NUMBER: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Noting:
    """What someone is telling of a person who is new, as it stands between two questions.

    `id` tells it from others whose buttons are still there. `trail` are the questions before,
    `told` what was answered; `page` is that of a long list.
    """

    id: str
    step: Step = "name"
    trail: tuple[Step, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    page: int = 0

    def answered(self, **told: str) -> "Noting":
        """Take an answer and go on to the next question."""
        after = replace(self, told={**self.told, **told}, trail=(*self.trail, self.step), page=0)
        return replace(after, step=after.following())

    def back(self) -> "Noting":
        """Go back to the question before."""
        if not self.trail:
            return self
        return replace(self, step=self.trail[-1], trail=self.trail[:-1], page=0)

    def following(self) -> Step:
        """Tell what is asked after the question that stands: what is not known yet."""
        rest = STEPS[STEPS.index(self.step) + 1 :]
        return next((one for one in rest if FILLS.get(one) not in self.told), "done")

    def written(self) -> str:
        """Write it as JSON."""
        return json.dumps(
            [self.id, self.step, self.trail, dict(self.told), self.page], ensure_ascii=False
        )

    @classmethod
    def read(cls, text: str | None) -> "Noting | None":
        """Read what was written; None where nothing was."""
        if text is None:
            return None
        noting_id, step, trail, told, page = json.loads(text)
        return cls(
            id=noting_id,
            step=cast("Step", step),
            trail=tuple(cast("list[Step]", trail)),
            told=told,
            page=page,
        )


def birth_year_of(text: str, today: date) -> int | None:
    """Read an age or a year of birth, of either era; None when it is neither.

    The year is that of the common era. An age may be a year off, as people tell it.
    """
    numbers = _NUMBER.findall(digits(text))
    if len(numbers) != 1 or len(numbers[0]) > 4:
        return None
    number = int(numbers[0])
    if number <= _OLDEST:
        return today.year - number
    year = number - _BUDDHIST if number > today.year else number
    return year if today.year - _OLDEST <= year <= today.year else None


def numbers_in(text: str, most: int) -> list[int] | None:
    """Read the numbers of choices, from 1; None when anything else was typed."""
    plain = digits(text).replace(",", " ").split()
    if not plain or not all(one.isascii() and one.isdecimal() and len(one) < 4 for one in plain):
        return None
    numbers = [int(one) for one in plain]
    return numbers if all(1 <= one <= most for one in numbers) else None
