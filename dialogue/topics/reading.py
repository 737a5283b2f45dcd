"""Topics read from their files: TOML, with every fault named by file and key."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from dialogue.topics.topic import Both, Call, Examples, Fact, Topic, Withheld

_KEYS: Final = frozenset(
    (
        *("id", "title", "status", "checked_on", "expires_on", "owner", "private", "stays"),
        *("opens", "related", "answer", "plainer", "more", "who", "bring", "cost", "where"),
        *("calls", "facts", "withheld", "phrases", "keywords", "not"),
    )
)
_NO_BOTH: Final = Both(th="", lo="")
_NO_DAY: Final = date(1, 1, 1)


class TopicError(ValueError):
    """A file is no topic; the text says why, a sentence a line."""


def read_file(source: str, name: str) -> Topic:
    """Read the text of a file; `name` is its name without ".toml", and so the topic's id.

    Raises:
        TopicError: when it is no TOML, or any key of it is missing, unknown or of a wrong kind.
    """
    try:
        told = tomllib.loads(source)
    except tomllib.TOMLDecodeError as wrong:
        raise TopicError(f"{name}.toml is no TOML: {wrong}.") from wrong
    return read(told, name)


def read(told: Mapping[str, object], name: str) -> Topic:
    """Read what `tomllib` made of a file.

    Raises:
        TopicError: when any key is missing, unknown or of a wrong kind.
    """
    table = _Table(told, f"{name}.toml", "")
    topic = Topic(
        id=table.text("id", default=name),
        title=table.both("title"),
        status=table.text("status"),
        checked_on=table.day("checked_on"),
        expires_on=table.day("expires_on"),
        owner=table.text("owner", default="coordinator"),
        is_private=table.flag("private"),
        stays=table.flag("stays"),
        opens=table.text("opens", default=""),
        related=table.texts("related"),
        answer=table.both("answer"),
        plainer=table.both("plainer"),
        more=table.both_or_none("more"),
        who=table.both_or_none("who"),
        bring=table.both_or_none("bring"),
        cost=table.both_or_none("cost"),
        where=table.both_or_none("where"),
        calls=tuple(
            Call(number=one.text("number"), label=one.both("label")) for one in table.rows("calls")
        ),
        facts=tuple(
            Fact(id=one.text("id"), source=one.text("source"), confidence=one.text("confidence"))
            for one in table.rows("facts")
        ),
        withheld=tuple(
            Withheld(id=one.text("id"), confidence=one.text("confidence"), why=one.text("why"))
            for one in table.rows("withheld")
        ),
        phrases=table.examples("phrases"),
        keywords=table.examples("keywords"),
        not_meant=table.examples("not"),
    )
    unknown = [f"{table.file} has a key {key} that is not known." for key in told.keys() - _KEYS]
    if topic.id != name:
        unknown.append(f"{table.file} has the id {topic.id}, which is not the name of the file.")
    if faults := [*table.faults, *sorted(unknown)]:
        raise TopicError("\n".join(faults))
    return topic


class _Table:
    """A table of a file; faults of all its parts are gathered in one list."""

    def __init__(
        self, told: Mapping[str, object], file: str, path: str, faults: list[str] | None = None
    ) -> None:
        self.file, self.faults = file, [] if faults is None else faults
        self._told, self._path = told, path

    def text(self, key: str, *, default: str | None = None) -> str:
        value = self._told.get(key, default)
        if isinstance(value, str):
            return value.strip()
        self._wrong(key, "must be a text")
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._told.get(key, [])
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(one.strip() for one in value)
        self._wrong(key, "must be a list of texts")
        return ()

    def day(self, key: str) -> date:
        value = self._told.get(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self._wrong(key, "must be a date, as 2026-11-22, without quotes")
        return _NO_DAY

    def flag(self, key: str) -> bool:
        value = self._told.get(key, False)
        if isinstance(value, bool):
            return value
        self._wrong(key, "must be true or false")
        return False

    def both(self, key: str) -> Both:
        table = self._told.get(key)
        if not isinstance(table, Mapping):
            self._wrong(key, "must be there, in th and lo")
            return _NO_BOTH
        inner = self._inner(table, key)
        return Both(th=inner.text("th"), lo=inner.text("lo"))

    def both_or_none(self, key: str) -> Both | None:
        return self.both(key) if key in self._told else None

    def rows(self, key: str) -> Sequence["_Table"]:
        value = self._told.get(key, [])
        if isinstance(value, list) and all(isinstance(one, Mapping) for one in value):
            return [self._inner(one, f"{key}[{at}]") for at, one in enumerate(value, start=1)]
        self._wrong(key, f"must be tables, each headed [[{key}]]")
        return ()

    def examples(self, key: str) -> Examples:
        table = self._told.get(key, {})
        if not isinstance(table, Mapping):
            self._wrong(key, "must be a table of lists th, lo and mixed")
            return Examples()
        inner = self._inner(table, key)
        return Examples(th=inner.texts("th"), lo=inner.texts("lo"), mixed=inner.texts("mixed"))

    def _inner(self, table: Mapping[str, object], key: str) -> "_Table":
        return _Table(table, self.file, f"{self._path}{key}.", self.faults)

    def _wrong(self, key: str, why: str) -> None:
        self.faults.append(f"{self.file}: {self._path}{key} {why}.")
