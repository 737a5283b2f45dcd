"""What a button carries: an act, and the draft, question and version it belongs to."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, quote_plus

_LONGEST = 300  # LINE: postback `data`, in UTF-16 units; ours is ASCII
_KEYS = {"a": "act", "d": "draft", "n": "serial", "v": "value"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    """One thing that a button asks for.

    `serial` counts the questions shown in a draft: a tap whose serial is not the one that waits
    comes from an old bubble. Outside of a draft both stay empty.
    """

    act: str
    draft: str = ""
    serial: int = 0
    value: str = ""

    def data(self) -> str:
        """Write the tap as postback data.

        Raises:
            ValueError: when it is longer than LINE carries.
        """
        text = self._text
        if len(text) > _LONGEST:
            raise ValueError(f"postback data of {len(text)} characters")
        return text

    @property
    def fits(self) -> bool:
        """Tell whether a button can carry it."""
        return len(self._text) <= _LONGEST

    @property
    def _text(self) -> str:
        pairs = [("a", self.act)]
        if self.draft:
            pairs += [("d", self.draft), ("n", str(self.serial))]
        if self.value:
            pairs.append(("v", self.value))
        return "&".join(f"{key}={_quoted(value)}" for key, value in pairs)


def read(data: str) -> Tap | None:
    """Read postback data; None when it is not of our making."""
    fields = {_KEYS[key]: value for key, value in parse_qsl(data) if key in _KEYS}
    act, serial = fields.get("act", ""), fields.get("serial", "0")
    if not act or not (serial.isascii() and serial.isdigit() and len(serial) < 10):
        return None
    return Tap(
        act=act,
        draft=fields.get("draft", ""),
        serial=int(serial),
        value=fields.get("value", ""),
    )


def _quoted(text: str) -> str:
    if text.isascii() and text.replace("_", "").isalnum():  # as nearly all are, and far faster
        return text
    return quote_plus(text)
