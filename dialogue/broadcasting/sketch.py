"""A broadcast while it is written: what of it is there so far, as a value that JSON can hold."""

import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias

Lack: TypeAlias = Literal["", "other", "nobody"]
"""What people get whose language has no text: it is not said yet, the other text, or nothing."""

Step: TypeAlias = Literal["who", "choose", "th", "lo", "lack", "picture", "more", "look"]
"""The questions, in their order; the last is the preview."""

NAMES: Final = ("{ชื่อ}", "{ຊື່}", "{name}")
"""What stands in a text for the name of whoever gets it."""
DATES: Final = ("{วันที่}", "{ວັນທີ}", "{date}")
"""What stands in a text for the day on which it is sent."""

NOW: Final = ""
WEEKLY, MONTHLY = "week", "month"
LONGEST: Final = 1_500
"""Letters of one text: what a phone shows without much scrolling."""


def filled(text: str, name: str = NAMES[-1], day: str = DATES[-1]) -> str:
    """Put a name and a day where a text asks for them; else the marks that are filled later."""
    for marks, value in ((NAMES, name), (DATES, day)):
        for mark in marks:
            text = text.replace(mark, value)
    return text


def is_personal(*texts: str) -> bool:
    """Tell whether a text is another one for each, so that each needs a push of their own."""
    return any(mark in text for mark in (*NAMES, *DATES) for text in texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What a coordinator has said so far.

    `who` is "volunteers", "everybody" or "chosen", "" while it is not said and "choosing" while it
    is; the fields after it narrow those down. `passed` are the questions that were answered.
    `seen_days` is how many days back somebody must have used the bot, 0 for ever. `answer` is the
    form, question and value that somebody has sent. `codes` are the contacts of a list that was
    sent, `lost` how many of its codes are nobody's. `picture` is the address of a picture, and
    `picture_id` its id; while it is fetched there is its attachment alone, `fetching`. `opens` is
    what the button opens: "form", "topic" or "web", and `target` its id or address. `at` is the
    time to go (ISO, aware), "" for at once, and `every` how it is repeated. `waits` is what the
    next file is for. `offered` is a text that was not taken, and may be by a tap. `parks` tells
    that it is to ride on the next reply and cost nothing. What was `sent` is kept for a while, to
    be written on if it is stopped.
    """

    who: str = ""
    roles: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    language: str = ""
    groups: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    seen_days: int = 0
    answer: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    lost: int = 0
    th: str = ""
    lo: str = ""
    lack: Lack = ""
    picture: str = ""
    picture_id: str = ""
    fetching: str = ""
    opens: str = ""
    target: str = ""
    at: str = NOW
    every: str = ""
    waits: str = ""
    offered: str = ""
    parks: bool = False
    sent: bool = False
    passed: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Write it, without what is as at the beginning."""
        blank = asdict(Sketch())
        told = {name: value for name, value in asdict(self).items() if value != blank[name]}
        return json.dumps(told, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Sketch":
        """Read what `to_json` wrote; what a later release no longer knows is left out."""
        known = {field.name for field in fields(cls)}
        kept: dict[str, Any] = json.loads(text)
        told: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in kept.items()
            if name in known
        }
        return cls(**told)

    @property
    def step(self) -> Step:
        """Name the question that waits: the first that has no answer."""
        if self.who in {"", "choosing"}:
            return "choose" if self.who else "who"
        for step in ("th", "lo"):
            if step not in self.passed:
                return step
        if not self.th and not self.lo:
            return "th"
        if self.lacks and not self.lack:
            return "lack"
        if "picture" not in self.passed:
            return "picture"
        return "look" if "more" in self.passed else "more"

    def past(self, step: str) -> "Sketch":
        """Note that a question was answered."""
        passed = (*(one for one in self.passed if one != step), step)
        return replace(self, passed=passed, offered="", waits="")

    def before(self, *steps: str) -> "Sketch":
        """Ask these questions again."""
        passed = tuple(one for one in self.passed if one not in steps)
        return replace(self, passed=passed, offered="", waits="")

    def anew(self) -> "Sketch":
        """Take off all that narrows down who gets it."""
        return replace(
            self,
            roles=(),
            areas=(),
            language="",
            groups=(),
            tags=(),
            seen_days=0,
            answer=(),
            codes=(),
            lost=0,
        )

    def with_text(self, language: str, text: str) -> "Sketch":
        """Put the text of a language there, or say with "" that there is none."""
        told = replace(self, lo=text) if language == "lo" else replace(self, th=text)
        return replace(told, lack="").past(language)

    def text(self, language: str) -> str:
        """Give the text that people of a language get; "" where they get none."""
        own, other = (self.lo, self.th) if language == "lo" else (self.th, self.lo)
        return own or (other if self.lack == "other" else "")

    @property
    def lacks(self) -> str:
        """Name the language that has no text while the other has; "" where none lacks."""
        if bool(self.th) == bool(self.lo):
            return ""
        return "lo" if self.th else "th"

    @property
    def is_personal(self) -> bool:
        """Tell whether a text names whoever gets it, or the day."""
        return is_personal(self.th, self.lo)

    @property
    def goes_at(self) -> datetime | None:
        """The time that was chosen; None for at once."""
        return datetime.fromisoformat(self.at) if self.at else None
