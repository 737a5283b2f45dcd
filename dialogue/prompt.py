"""What is said and asked, free of LINE: bubbles, numbered choices and buttons."""

from dataclasses import dataclass
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
class Say:
    """One bubble.

    Reads downward: `lines`, the choices by number where they are listed, then `footer`. Below it
    stand the choices of this page and `buttons` (at most 5 beside choices, 9 alone), which only
    show while this is the last bubble of a turn. `turner` is the tap that turns a page; its value
    is set to the page.

    A bubble with a `subject` is a notice or a result that must reach the person: if the reply is
    refused it waits for the next one (parked), where a newer one of the same subject replaces it.
    """

    lines: tuple[Words, ...]
    choices: tuple[Choice, ...] = ()
    page: int = 0
    turner: Tap | None = None
    buttons: tuple[AnyButton, ...] = ()
    footer: tuple[Words, ...] = ()
    subject: str | None = None
