"""The moment a turn happens in: its now, its zone and its source of new ids."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from itertools import count

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ID_LENGTH = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Time and chance, given to a turn as a value.

    `now` is aware, in the zone of the programme. All that is drawn comes from `seed` (the event's
    id), so that a turn that is thought twice draws the same ids twice.
    """

    now: datetime
    seed: str
    _draws: Iterator[int] = field(default_factory=count, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a naive time.

        Raises:
            ValueError: when `now` has no zone.
        """
        if self.now.tzinfo is None:
            raise ValueError("a moment needs an aware time")

    @property
    def zone(self) -> tzinfo:
        """The zone of the programme."""
        assert self.now.tzinfo is not None  # noqa: S101  # held by __post_init__
        return self.now.tzinfo

    @property
    def today(self) -> date:
        """The day it is in the zone of the programme."""
        return self.now.date()

    def new_id(self) -> str:
        """Draw a new id: 26 letters of Crockford's alphabet, unguessable without the seed."""
        number = int.from_bytes(self._draw()[:17], "big")
        letters = []
        for _ in range(_ID_LENGTH):
            number, rest = divmod(number, 32)
            letters.append(_CROCKFORD[rest])
        return "".join(letters)

    def new_uuid(self) -> str:
        """Draw a random UUID (version 4, RFC 9562) in its usual 36 letters."""
        raw = bytearray(self._draw()[:16])
        raw[6] = (raw[6] & 0x0F) | 0x40
        raw[8] = (raw[8] & 0x3F) | 0x80
        text = raw.hex()
        return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))

    def chance(self) -> float:
        """Draw a number in [0, 1)."""
        return int.from_bytes(self._draw()[:7], "big") / (1 << 56)

    def _draw(self) -> bytes:
        return hashlib.sha256(f"{self.seed}\x00{next(self._draws)}".encode()).digest()
