"""Broadcasts that were written in a file (TOML): read into an audience and two texts."""

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final

from dialogue.broadcasting.audience import Audience
from dialogue.broadcasting.recurring import is_repeats
from dialogue.broadcasting.sketch import LONGEST, filled, is_personal

_KEYS: Final[dict[str, type | tuple[type, ...]]] = {
    "th": str,
    "lo": str,
    "fallback": str,
    "at": (str, datetime),
    "repeats": str,
    "areas": list,
    "roles": list,
    "languages": list,
    "target_groups": list,
    "tags": list,
    "seen_days": int,
    "picture": str,
}
_FALLBACKS: Final = ("refuse", "th", "lo")


class WrittenError(Exception):
    """A file is no broadcast; the text says why, in one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A broadcast as a file says it; `at` is None for at once, `repeats` "" for once.

    `picture` is the path of a picture beside the file, "" for none.
    """

    th: str
    lo: str
    audience: Audience
    fallback: str = "refuse"
    at: datetime | None = None
    repeats: str = ""
    picture: str = ""

    @property
    def texts(self) -> dict[str, str]:
        """The texts by language, without those that are not there."""
        return {name: text for name, text in (("th", self.th), ("lo", self.lo)) if text}

    @property
    def is_personal(self) -> bool:
        """Tell whether it names whoever gets it, so that each is a push of their own."""
        return is_personal(*self.texts.values())

    def messages(self, picture: str = "") -> dict[str, list[dict[str, Any]]]:
        """Write it as LINE takes it, with the picture that lies at an address."""
        image = {"type": "image", "originalContentUrl": picture, "previewImageUrl": picture}
        return {
            language: [{"type": "text", "text": filled(text)}, *([image] if picture else [])]
            for language, text in self.texts.items()
        }


def written(source: str, now: datetime, zone: tzinfo) -> Written:
    """Read a file; times without an offset are those of `zone`.

    Raises:
        WrittenError: when it is no broadcast.
    """
    try:
        told = tomllib.loads(source)
    except tomllib.TOMLDecodeError as wrong:
        raise WrittenError(f"The file is no TOML: {wrong}.") from wrong
    _check(told)
    th, lo = (str(told.get(name, "")).strip() for name in ("th", "lo"))
    at = _time(told.get("at"), zone)
    if at is not None and at <= now:
        raise WrittenError("at is over: choose a time that is still to come.")
    days = told.get("seen_days", 0)
    return Written(
        th=th,
        lo=lo,
        fallback=told.get("fallback", "refuse"),
        at=at,
        repeats=told.get("repeats", ""),
        picture=told.get("picture", ""),
        audience=Audience(
            areas=tuple(told["areas"]),
            roles=tuple(told.get("roles", ())),
            languages=tuple(told.get("languages", ())),
            target_groups=tuple(told.get("target_groups", ())),
            tags=tuple(told.get("tags", ())),
            seen_since=(now.astimezone(zone) - timedelta(days=days)).date() if days else None,
        ),
    )


def _check(told: dict[str, Any]) -> None:
    _check_kinds(told)
    _check_areas(told.get("areas", []))
    _check_texts(told)
    if told.get("repeats") and not is_repeats(told["repeats"]):
        raise WrittenError("repeats is weekly:0 (Monday) to weekly:6, or monthly:1 to monthly:31.")


def _check_kinds(told: dict[str, Any]) -> None:
    for name, value in told.items():
        if name not in _KEYS:
            raise WrittenError(f"{name} is not known; known are {', '.join(_KEYS)}.")
        if not isinstance(value, _KEYS[name]) or isinstance(value, bool):
            raise WrittenError(f"{name} is of another kind: see docs/broadcasts.md.")
        if isinstance(value, list) and not all(isinstance(one, str) for one in value):
            raise WrittenError(f"{name} is a list of texts.")


def _check_areas(areas: list[str]) -> None:
    if not areas:
        raise WrittenError('areas is missing: a list of DOPA codes, as ["3405"].')
    for code in areas:
        if not (code.isascii() and code.isdecimal() and len(code) in {2, 4, 6}):
            raise WrittenError(f"{code} is no DOPA code of 2, 4 or 6 digits.")


def _check_texts(told: dict[str, Any]) -> None:
    texts = [str(told.get(name, "")).strip() for name in ("th", "lo")]
    fallback = told.get("fallback", "refuse")
    if fallback not in _FALLBACKS or (fallback != "refuse" and not told.get(fallback)):
        raise WrittenError("fallback is refuse, or the language of a text that is there.")
    if not any(texts):
        raise WrittenError("There is no text: write th, lo or both.")
    if not all(texts) and "fallback" not in told:
        raise WrittenError(
            "A language has no text: write it, or say with fallback what its people get"
            " (refuse: nothing; th or lo: the other text)."
        )
    if any(len(text) > LONGEST for text in texts):
        raise WrittenError(f"A text has more than {LONGEST} letters.")


def _time(told: str | datetime | None, zone: tzinfo) -> datetime | None:
    if told is None:
        return None
    try:
        at = told if isinstance(told, datetime) else datetime.fromisoformat(told)
    except ValueError as wrong:
        raise WrittenError("at is no time, as 2026-12-01T09:00.") from wrong
    return at.replace(tzinfo=zone) if at.tzinfo is None else at
