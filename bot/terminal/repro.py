"""A passage through a form written down as a talk, which a test can play again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree as ET

_TAPPED: Final = {"th": "ไทย", "lo": "ລາວ"}
_META: Final = frozenset({"meta", "start", "end", "today", "deviceid"})


@dataclass(slots=True, kw_only=True)
class Repro:
    """A talk that grows line by line."""

    form_id: str
    language: str
    lines: list[str] = field(default_factory=list)

    def did(self, word: str, rest: str = "") -> None:
        """Note what the person did: `me`, `tap`, `picture` or `place`."""
        self.lines.append(f"{word}: {rest}".rstrip())

    def heard(self, messages: Iterable[str]) -> None:
        """Note what the bot said."""
        said = [line for message in messages for line in message.splitlines() if line.strip()]
        self.lines += [f"bot: {line.strip()}" for line in said] or ["silence:"]

    def text(self, submission: str | None) -> str:
        """Give the whole talk, with what is kept at its end."""
        head = [
            f"# A passage through {self.form_id}, which has to be published first.",
            "follow:",
            f"tap: {_TAPPED[self.language]}",
            "me: VNTEE00001",
            f"me: {self.form_id}",
        ]
        kept = ["kept: 0"] if submission is None else ["kept: 1", *_stored(submission)]
        return "\n".join((*head, *self.lines, *kept)) + "\n"


def answers(submission: str) -> Iterator[tuple[str, str]]:
    """Give every value of a submission that somebody gave or that was worked out, by its path."""
    root = ET.fromstring(submission)  # noqa: S314  # made by our own runtime
    yield from _leaves(root, f"/{_plain(root.tag)}")


def _leaves(node: ET.Element, path: str) -> Iterator[tuple[str, str]]:
    for child in node:
        name = _plain(child.tag)
        if name in _META:
            continue
        if len(child):
            yield from _leaves(child, f"{path}/{name}")
        else:
            yield f"{path}/{name}", child.text or ""


def _stored(submission: str) -> Iterator[str]:
    seen = set[str]()
    for path, value in answers(submission):
        if path not in seen:  # a talk looks at the first of repeated ones
            seen.add(path)
            yield f"stored: {path} = {value}".rstrip()


def _plain(tag: str) -> str:
    return tag.rpartition("}")[2]
