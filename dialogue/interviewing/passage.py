"""Where one passage through a form stands, beside the answers themselves."""

import json
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, TypeAlias

Mode: TypeAlias = Literal["ask", "review", "confirm", "check", "instance", "removal"]
"""What stands on the screen: a question, the answers so far, "cancel?", "save?", one instance of
a repeat, "take it away?"."""

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
    of its numbers, `listed` how a list stood when it was shown that may be another one meanwhile,
    `text` words that came before the question. `last` is the tap that was applied last. `answered`
    and `skipped` are paths that were passed, `lost` those whose picture could not be had; the path
    of a repeat among `skipped` tells that it has enough instances. `fixing` is true while an answer
    is corrected out of the review. `place` is the instance of a repeat that is shown. `corrects` is
    the instanceID of the submission that is to be corrected, blank where none is, and `gone` are
    paths of its answers that were not kept: they stay blank. `filled` are paths of questions whose
    answers were known before and are not asked; `before` are answers of the last time, by path,
    that may be given again with one button. With `practice` nothing of all this is kept.
    With `at_once` the form is saved after its last question, however long it is.
    """

    serial: int = 0
    since: int = 0
    waiting: str = ""
    mode: Mode = "ask"
    page: int = 0
    ticks: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    listed: str = ""
    text: str = ""
    last: str = ""
    fixing: bool = False
    place: str = ""
    answered: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    shown: tuple[Shown, ...] = ()
    corrects: str = ""
    gone: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    before: tuple[tuple[str, str], ...] = ()
    practice: bool = False
    at_once: bool = False

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
        before = tuple((path, value) for path, value in kept.pop("before", ()))
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()
        }
        return cls(**values, shown=tuple(shown), before=before)

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

    def without(self, *paths: str) -> "Passage":
        """Forget that these were passed."""
        return self._renamed(lambda path: None if path in paths else path, of_shown=False)

    def without_inside(self, place: str) -> "Passage":
        """Forget that anything in this instance was passed, so that it is asked again."""
        inside = f"{place}/"
        return self._renamed(lambda path: None if path.startswith(inside) else path, of_shown=False)

    def with_removed(self, place: str) -> "Passage":
        """Follow the removal of an instance: the later ones have moved up by one."""
        return self._renamed(lambda path: moved(path, place), of_shown=True)

    def _renamed(self, name: Callable[[str], str | None], *, of_shown: bool) -> "Passage":
        def kept(paths: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(new for path in paths if (new := name(path)) is not None)

        shown = self.shown
        if of_shown:
            shown = tuple(replace(stay, path=name(stay.path) or "") for stay in shown)
        return replace(
            self,
            answered=kept(self.answered),
            skipped=kept(self.skipped),
            lost=kept(self.lost),
            shown=shown,
            gone=kept(self.gone) if of_shown else self.gone,
        )

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
            listed="",
            text="",
            place="",
            shown=(*self.shown, Shown(serial=serial, path=path))[-REMEMBERED:],
        )


def moved(path: str, gone: str) -> str | None:
    """Find where a path leads once the instance `gone` is removed; None when it is gone too."""
    repeat, _, number = gone.removesuffix("]").rpartition("[")
    inside = path.removeprefix(f"{repeat}[")
    if inside == path:
        return path
    own, bracket, rest = inside.partition("]")
    if int(own) == int(number):
        return None
    return path if int(own) < int(number) else f"{repeat}[{int(own) - 1}{bracket}{rest}"
