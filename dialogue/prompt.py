"""What is said and asked, free of LINE: bubbles, numbered choices and buttons."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from dialogue.phrase import Words
from dialogue.tap import Tap


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer of a list.

    `number` is what stands beside it on the screen and the only number that is read. `short` is a
    label for a small button, in the language of the form, or None.
    """

    number: str
    label: str
    tap: Tap
    short: str | None = None
    ticked: bool | None = None  # None where only one may be chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button that asks for something at once."""

    label: Words
    tap: Tap


@dataclass(frozen=True, slots=True, kw_only=True)
class Picker:
    """A button that opens the phone's own picker of a date, a time or both.

    Bounds and `initial` are written as LINE writes them: 2026-11-25, 08:30, 2026-11-25t08:30.
    """

    label: Words
    tap: Tap
    mode: Literal["date", "time", "datetime"]
    initial: str | None = None
    least: str | None = None
    most: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opener:
    """A button that opens the map, the camera or the album."""

    label: Words
    opens: Literal["place", "camera", "album"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A button that calls or opens an address (tel:, https:)."""

    label: Words
    uri: str


AnyButton: TypeAlias = Button | Picker | Opener | Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card whose buttons stay in the chat, whatever is said later.

    `title` is large, `lines` stand below it, `note` is small and grey: a source, a date. At most 6
    buttons; those that open the map or the camera cannot stand on a card and are left out.
    """

    title: Words
    lines: tuple[Words, ...] = ()
    buttons: tuple[AnyButton, ...] = ()
    note: tuple[Words, ...] = ()
    tone: Literal["plain", "danger"] = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place on the map, in degrees, with its name and how it is addressed."""

    title: Words
    address: Words
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture (PNG or JPEG, at most 1 MB) that lies at an https address."""

    uri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """One bubble.

    Reads downward: `lines`, the choices by number where they are listed, then `footer`. Below it
    stand the choices of this page and `buttons` (at most 5 beside choices, 9 alone), which only
    show while this is the last bubble of a turn. `turner` is the tap that turns a page; its value
    is set to the page.

    A bubble with a `subject` is a notice or a result that must reach the person: if the reply is
    refused it waits for the next one (parked), where a newer one of the same subject replaces it.

    With `to` (a contact's id) it is a notice to somebody else: it waits for their next reply,
    and is not said here. It needs a subject. What is `urgent` waits for no reply: it is pushed.
    `until` is when a notice is of no use any more (aware); None leaves that to its subject.

    The `picture` stands below the lines, then the `cards` side by side, at most 12, and the `spot`.
    What is `private` is announced by the phone in neutral words where that can be chosen (its cards
    can). `speaker` is who speaks, where that is a person and not the bot.
    """

    lines: tuple[Words, ...]
    choices: tuple[Choice, ...] = ()
    page: int = 0
    turner: Tap | None = None
    buttons: tuple[AnyButton, ...] = ()
    footer: tuple[Words, ...] = ()
    subject: str | None = None
    to: str | None = None
    urgent: bool = False
    until: datetime | None = None
    cards: tuple[Card, ...] = ()
    spot: Spot | None = None
    picture: Picture | None = None
    private: bool = False
    speaker: Words | None = None
