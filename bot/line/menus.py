"""Rich menus as LINE takes them: what does not fit its limits cannot be made."""

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.line.limits import DATA, LABEL, URI, URI_SCHEMES, clusters, utf16

BAR_TEXT: Final = 14  # clusters; reference, "Rich menu object": chatBarText
NAME: Final = 300  # clusters; reference, "Rich menu object": name
AREAS: Final = 20  # reference, "Rich menu object": areas
WIDTHS: Final = (800, 2500)  # pixels; reference, "Requirements for rich menu image"
LEAST_HEIGHT: Final = 250  # pixels; as above
FLATTEST: Final = 1.45  # width over height, at least; as above
PICTURE: Final = 1024 * 1024  # bytes, at most; as above

_ALIAS: Final = re.compile(r"[a-z0-9_-]{1,32}")  # spec, CreateRichMenuAliasRequest

Json: TypeAlias = dict[str, object]


class MenuError(ValueError):
    """LINE would not take this menu; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A part of the picture, in pixels from its upper left corner."""

    left: int
    top: int
    width: int
    height: int

    def __post_init__(self) -> None:
        if min(self.left, self.top) < 0 or min(self.width, self.height) < 1:
            raise MenuError(f"{self} is no part of a picture")

    @property
    def right(self) -> int:
        """Where it ends."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """Where it ends."""
        return self.top + self.height

    def meets(self, other: "Box") -> bool:
        """Tell whether they have a pixel in common."""
        beside = self.right <= other.left or other.right <= self.left
        above = self.bottom <= other.top or other.bottom <= self.top
        return not (beside or above)


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """What happens when a part of the picture is tapped: `data` is sent to us, or `uri` opened.

    `label` is read aloud to whoever cannot see the picture, and stands in the chat as if said.
    """

    box: Box
    label: str
    data: str = ""
    uri: str = ""

    def __post_init__(self) -> None:
        _within(clusters(self.label), LABEL, f"the label {self.label!r}")
        if bool(self.data) == bool(self.uri):
            raise MenuError(f"{self.label!r} must either tell us something or open an address")
        if utf16(self.data) > DATA:
            raise MenuError(f"the data of {self.label!r} are too long")
        if self.uri and not (self.uri.partition(":")[0] in URI_SCHEMES and utf16(self.uri) <= URI):
            raise MenuError(f"{self.label!r} opens an address that LINE does not")

    def as_line(self) -> Json:
        """Give it as an area object of LINE's."""
        box = self.box
        bounds = {"x": box.left, "y": box.top, "width": box.width, "height": box.height}
        action: Json = {"type": "uri", "label": self.label, "uri": self.uri}
        if self.data:
            action = {"type": "postback", "label": self.label, "data": self.data}
            action["displayText"] = self.label
        return {"bounds": bounds, "action": action}


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """A rich menu: `alias` is its lasting name, `bar` stands on the bar that opens it.

    Areas do not overlap, and lie within the picture of `width` × `height` pixels.
    """

    alias: str
    bar: str
    width: int
    height: int
    areas: tuple[Area, ...]

    def __post_init__(self) -> None:
        if not _ALIAS.fullmatch(self.alias):
            raise MenuError(f"{self.alias!r} is no alias")
        _within(clusters(self.bar), BAR_TEXT, "the text of the bar")
        _within(len(self.areas), AREAS, "the number of areas")
        least, most = WIDTHS
        if not least <= self.width <= most or self.height < LEAST_HEIGHT:
            raise MenuError(f"a picture of {self.width} × {self.height} pixels")
        if self.width / self.height < FLATTEST:
            raise MenuError(f"{self.width} × {self.height} pixels are not flat enough")
        for number, area in enumerate(self.areas):
            if area.box.right > self.width or area.box.bottom > self.height:
                raise MenuError(f"{area.label!r} lies outside of the picture")
            if any(area.box.meets(other.box) for other in self.areas[:number]):
                raise MenuError(f"{area.label!r} lies on another area")

    def as_line(self, name: str) -> Json:
        """Give it as a rich menu object of LINE's, which knows it by this name.

        Raises:
            MenuError: when the name is too long.
        """
        _within(clusters(name), NAME, "the name")
        return {
            "size": {"width": self.width, "height": self.height},
            "selected": True,
            "name": name,
            "chatBarText": self.bar,
            "areas": [area.as_line() for area in self.areas],
        }


def _within(count: int, most: int, what: str) -> None:
    if not 1 <= count <= most:
        raise MenuError(f"{what} has a length of {count}, LINE takes 1 to {most}")
