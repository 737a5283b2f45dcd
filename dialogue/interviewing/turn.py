"""What goes into a turn of an interview, and what comes out of it."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from dialogue.interviewing.passage import Passage
from dialogue.prompt import Say
from dialogue.xforms.entities import Entity

Wants: TypeAlias = Literal["text", "image", "audio", "video", "file", "place"]
"""What the waiting question takes."""

Ended: TypeAlias = Literal["finished", "cancelled", "paused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """An unfinished draft: its instance XML, and where the passage through it stands."""

    xml: str
    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What a turn leads to.

    `submission` is the finished XML, `files` the names of its media, `entities` what it asks of
    entities; all are empty while the form is not finished, and when `discard` says that nothing
    may be kept. `new_media` is the path
    of a question with the name of the file that answers it now. No `says` means: ignore.
    """

    state: State
    says: tuple[Say, ...]
    ended: Ended | None = None
    submission: str | None = None
    discard: bool = False
    files: tuple[str, ...] = ()
    entities: tuple[Entity, ...] = ()
    wants: Wants | None = None
    new_media: tuple[str, str] | None = None
