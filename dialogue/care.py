"""A search for care as a button carries it: where, for what, and what else must hold."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from dialogue.reading.cleaning import digits, visible

_KNOWN: Final = frozenset({"o", "l"})
_PRIVATE: Final = frozenset({"hiv_tb", "mental"})
_LENGTHS: Final = (2, 4, 6)
_VILLAGE: Final = re.compile(
    r"(?:(?:^|(?<=\s))(?:บ้าน|บ\.|ບ້ານ|ບ\.))\s*\S+?(?=\s|ต\.|ตำบล|ຕ\.|ຕຳບົນ|อ\.|อำเภอ|ອ\.|ອຳເພີ|$)"
)
_BEFORE_VILLAGE: Final = re.compile(r"^(?:บ้าน|บ\.|ບ້ານ|ບ\.)\s*")
_GROUP: Final = re.compile(r"(?:หมู่ที่|หมู่|ม\.|ໝູ່ທີ່|ໝູ່|ມ\.)\s*\d{1,2}")
_BEFORE_PLACE: Final = re.compile(
    r"^(?:โรงพยาบาลส่งเสริมสุขภาพตำบล|โรงพยาบาล|โรงบาล|สถานีอนามัย|อนามัย|สุขศาลา|คลินิก|รพ\.?\s*สต\.?|รพ\.?"
    r"|ໂຮງໝໍນ້ອຍ|ໂຮງໝໍ|ໂຮງຫມໍ|ສຸກສາລາ|hospital)\s*",
    re.IGNORECASE,
)
_ABOUT_KM: Final = 10.0  # from here on a distance is told in whole kilometres


@dataclass(frozen=True, slots=True, kw_only=True)
class Spotted:
    """A position in degrees; `is_rough` where it comes from a button, and so is off by ≤ 0.8 km."""

    latitude: float
    longitude: float
    is_rough: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for: near `at`, else in `area` (a DOPA code), else nowhere yet.

    `service` and `scheme` are the facilities' codes of them, "" where they do not matter.

    A position that was shared is kept nowhere, and yet "open now" must be able to follow it. So the
    buttons below a result carry it, rounded to 0.01 degrees (a kilometre): it lies in the chat on
    LINE only, where the position itself stands already, and comes back with a tap.
    """

    at: Spotted | None = None
    area: str = ""
    service: str = ""
    scheme: str = ""
    open_now: bool = False
    in_lao: bool = False

    @property
    def has_place(self) -> bool:
        """Tell whether it is known where to look."""
        return self.at is not None or bool(self.area)

    @property
    def is_narrow(self) -> bool:
        """Tell whether more is asked for than any place to get care."""
        return bool(self.service or self.scheme or self.open_now or self.in_lao)

    def near(self, latitude: float, longitude: float) -> "Search":
        """Look near a position, for the same."""
        return replace(self, at=Spotted(latitude=latitude, longitude=longitude), area="")

    def inside(self, area: str) -> "Search":
        """Look in an area, for the same."""
        return replace(self, at=None, area=area)

    def nowhere(self) -> "Search":
        """Ask for the same at a place that is not known yet."""
        return replace(self, at=None, area="")

    def without_secrets(self) -> "Search":
        """Ask for what may be noted until a place is named: no right, and nothing that is private.

        A button brings those along; words and a place that is shared cannot.
        """
        service = "" if self.service in _PRIVATE else self.service
        return replace(self, service=service, scheme="")

    def for_service(self, service: str) -> "Search":
        """Ask for a service, or no more for it where it is asked for already."""
        return replace(self, service="" if service == self.service else service)

    def with_scheme(self, scheme: str) -> "Search":
        """Ask for who honours a right; "" for anyone."""
        return replace(self, scheme=scheme)

    def toggled(self, *, open_now: bool = False, in_lao: bool = False) -> "Search":
        """Turn these on or off."""
        return replace(self, open_now=self.open_now ^ open_now, in_lao=self.in_lao ^ in_lao)

    def written(self) -> str:
        """Write it as the value of a tap; a position is rounded."""
        flags = ("o" if self.open_now else "") + ("l" if self.in_lao else "")
        return ".".join((_where(self), self.service, self.scheme, flags)).rstrip(".")


def read(text: str) -> Search:
    """Read what `written` wrote; what is not of its making is left out."""
    where, service, scheme, flags = (*text.split(".", 3), "", "", "", "")[:4]
    known = frozenset(flags) & _KNOWN
    return Search(
        at=_position(where),
        area=where if where.isascii() and where.isdigit() and len(where) in _LENGTHS else "",
        service=service,
        scheme=scheme,
        open_now="o" in known,
        in_lao="l" in known,
    )


def without_kind(text: str) -> str:
    """Give the name of a place to get care without its kind: โรงพยาบาลเขมราฐ gives เขมราฐ."""
    return _BEFORE_PLACE.sub("", " ".join(visible(text).split()))


def without_village(text: str) -> Iterator[str]:
    """Give what was typed without the village, whose names are not known here, then its bare name.

    บ้านโนนสำราญ ม.3 ต.นาแวง gives ต.นาแวง, and บ้านนาแวง gives นาแวง. The kind of a place to get
    care before it does not count: รพ.สต.บ้านนาแวง gives นาแวง too.
    """
    plain = " ".join(_GROUP.sub(" ", digits(without_kind(text))).split())
    ways = (_VILLAGE.sub("", plain).strip(), plain, _BEFORE_VILLAGE.sub("", plain))
    yield from (less for less in dict.fromkeys(ways) if less and less != text)


def about(km: float, *, is_rough: bool) -> str:
    """Write a distance as well as it is known: 3.4, 0.3, 27; from a rough position 3 or 1."""
    if is_rough or km >= _ABOUT_KM:
        return str(max(1, _rounded(km)))
    return f"{max(1, _rounded(km * 10)) / 10:g}"


def _rounded(number: float) -> int:
    return math.floor(number + 0.5)


def _where(search: Search) -> str:
    if search.at is None:
        return search.area
    return "p" + "_".join(str(_rounded(d * 100)) for d in (search.at.latitude, search.at.longitude))


def _position(where: str) -> Spotted | None:
    if not where.startswith("p"):
        return None
    tall, _, wide = where[1:].partition("_")
    try:
        latitude, longitude = int(tall) / 100, int(wide) / 100
    except (ValueError, OverflowError):
        return None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    return Spotted(latitude=latitude, longitude=longitude, is_rough=True)
