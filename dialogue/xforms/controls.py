"""What a form shows: its questions, notes and groups, in order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["question", "note", "group", "repeat"]

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A question, a note (shown, never answered), a group or a repeat.

    `path` is generic (/data/group/name); a group without a node of its own has "". `type` is one
    of select_one, select_multiple, rank, range, integer, decimal, string, date, time, dateTime,
    geopoint, image, audio, video, file, acknowledge, note, group, repeat. `attributes` are those of
    the bind in foreign namespaces: bind::line:keep = no arrives as {"keep": "no"}. `labelled` tells
    whether there is a label at all. `scale` is that of a range, else None.
    """

    kind: Kind
    path: str
    type: str
    appearance: frozenset[str] = frozenset()
    attributes: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    labelled: bool = False
    scale: "Scale | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An offered answer: what is stored, its label, and further columns (short_th, short_lo …)."""

    value: str
    label: str
    extras: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What a range offers: every step from its least to its most, both written as numbers."""

    least: str
    most: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatPlace:
    """An instance of a repeat: the `index`th, from 1, of `count`; `path` is /data/member[2]."""

    control: Control
    path: str
    index: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A question or note that is relevant now, at a concrete path, with what lies around it.

    Where instances of a repeat may be added, or are too many, a step of kind repeat follows the
    last; its path is that of the repeat without a number (/data/member). `groups` are those
    around, from the outermost inward, `repeats` the instances.
    """

    control: Control
    path: str
    groups: tuple[Control, ...]
    repeats: tuple[RepeatPlace, ...] = ()

    def path_of(self, group: Control) -> str:
        """Tell the concrete path of a group around this step."""
        return "/".join(self.path.split("/")[: group.path.count("/") + 1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The least and the most that a constraint allows, written as answers; None where open."""

    least: str | None = None
    most: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why an answer was not taken.

    `type`: not of the question's type; `choice`: not offered; `constraint`: the author's rule;
    `too_long`: more than 64 KB; `closed`: the question is read-only or not relevant now.
    `messages` are the author's own words by language ("" where the form has no languages).
    """

    kind: Literal["type", "choice", "constraint", "too_long", "closed"]
    messages: Mapping[str, str] = field(default_factory=lambda: _NOTHING)

    def message_for(self, language: str | None) -> str | None:
        """Tell the author's message; None when there is none."""
        return self.messages.get(language or "") or self.messages.get("") or None
