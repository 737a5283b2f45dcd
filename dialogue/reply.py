"""How what was typed or tapped is read."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from dialogue.reading.choices import Option, Several, read_choice, read_choices
from dialogue.reading.cleaning import digits, legal, visible
from dialogue.reading.dates import TwoYears, read_date
from dialogue.reading.numbers import read_number
from dialogue.reading.reading import Unread
from dialogue.reading.steering import Steering, steering
from dialogue.reading.times import read_date_time, read_time
from dialogue.tap import Tap

__all__ = [
    "Chosen",
    "Media",
    "Odd",
    "Option",
    "PickedValue",
    "Placed",
    "Reply",
    "Several",
    "Steering",
    "TwoYears",
    "Typed",
    "Unread",
    "digits",
    "legal",
    "read_choice",
    "read_choices",
    "read_date",
    "read_date_time",
    "read_number",
    "read_time",
    "steering",
    "visible",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A person typed `text`, as it came."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A person tapped a button."""

    tap: Tap


@dataclass(frozen=True, slots=True, kw_only=True)
class PickedValue:
    """A person chose `value` with the phone's picker: 2026-11-25, 08:30 or 2026-11-25T08:30."""

    tap: Tap
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A person shared a place, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A person sent a picture, a film, a sound or a file that is kept under `name`."""

    kind: Literal["image", "video", "audio", "file"]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd:
    """A person sent something that answers nothing: a sticker, or what is not known here."""

    kind: str


Reply: TypeAlias = Typed | Chosen | PickedValue | Placed | Media | Odd
