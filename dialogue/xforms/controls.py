"""What a form shows: its questions, notes and groups, in order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["question", "note", "group"]

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A question, a note (shown, never answered) or a group.

    `path` is generic (/data/group/name); a group without a node of its own has "". `type` is one
    of select_one, select_multiple, integer, decimal, string, date, time, dateTime, geopoint,
    image, audio, video, file, acknowledge, note, group. `attributes` are those of the bind in
    foreign namespaces: bind::line:keep = no arrives as {"keep": "no"}. `labelled` tells whether
    there is a label at all.
    """

    kind: Kind
    path: str
    type: str
    appearance: frozenset[str] = frozenset()
    attributes: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    labelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An offered answer: what is stored, its label, and further columns (short_th, short_lo …)."""

    value: str
    label: str
    extras: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A question or note that is relevant now, at a concrete path, with the groups around it."""

    control: Control
    path: str
    groups: tuple[Control, ...]


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
