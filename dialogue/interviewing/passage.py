"""Where one passage through a form stands, beside the answers themselves."""

import json
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, TypeAlias

Mode: TypeAlias = Literal["ask", "review", "confirm", "check"]
"""What stands on the screen: a question, the answers so far, "cancel?", "save?"."""

REMEMBERED = 40  # questions back that an old button can still name


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A stay at a question began with this serial."""

    serial: int
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """How far the form was led, and what stands on the screen.

    `serial` counts what was shown; `since` is its value when the stay at the `waiting` question
    (its path; empty when none waits) began, so that every button of that stay is told from an old
    one. `ticks` are the names ticked so far, `offered` the names of a shortened list in the order
    of its numbers, `text` words that came before the question. `last` is the tap that was applied
    last. `answered` and `skipped` are paths that were passed, `lost` those whose picture could not
    be had. `fixing` is true while an answer is corrected out of the review.
    """

    serial: int = 0
    since: int = 0
    waiting: str = ""
    mode: Mode = "ask"
    page: int = 0
    ticks: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    text: str = ""
    last: str = ""
    fixing: bool = False
    answered: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    shown: tuple[Shown, ...] = ()

    def to_json(self) -> str:
        """Write the passage as JSON, without what is as at the beginning."""
        blank = Passage()
        kept = {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if getattr(self, field.name) != getattr(blank, field.name)
        }
        if self.shown:
            kept["shown"] = [(stay.serial, stay.path) for stay in self.shown]
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Passage":
        """Read what `to_json` wrote."""
        kept: dict[str, Any] = json.loads(text)
        shown = (Shown(serial=serial, path=path) for serial, path in kept.pop("shown", ()))
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()
        }
        return cls(**values, shown=tuple(shown))

    def path_of(self, serial: int) -> str | None:
        """Name the question that a button with this serial belonged to; None when forgotten."""
        stays = [stay for stay in self.shown if stay.serial <= serial]
        return stays[-1].path if stays and serial <= self.serial else None

    def with_passed(self, path: str, *, blank: bool) -> "Passage":
        """Note that the question was answered, or left blank."""
        answered = tuple(other for other in self.answered if other != path)
        skipped = tuple(other for other in self.skipped if other != path)
        return replace(
            self,
            answered=answered if blank else (*answered, path),
            skipped=(*skipped, path) if blank else skipped,
            lost=tuple(other for other in self.lost if other != path),
        )

    def with_lost(self, path: str) -> "Passage":
        """Note that the picture of this question could not be had: it is to be asked again."""
        passed = self.with_passed(path, blank=False)
        answered = tuple(other for other in passed.answered if other != path)
        return replace(passed, answered=answered, lost=(*passed.lost, path))

    def at(self, path: str, *, ticks: tuple[str, ...] = ()) -> "Passage":
        """Begin a stay at this question; an empty path means that none waits."""
        serial = self.serial + 1
        return replace(
            self,
            serial=serial,
            since=serial,
            waiting=path,
            mode="ask",
            page=0,
            ticks=ticks,
            offered=(),
            text="",
            shown=(*self.shown, Shown(serial=serial, path=path))[-REMEMBERED:],
        )
