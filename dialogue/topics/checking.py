"""The rules that a topic must keep before it may be said."""

from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from typing import Final

import regex

from dialogue.topics.topic import OPENS, PUBLISHED, SMALL_TALK, STATUSES, SURE, Both, Topic

MOST_LETTERS: Final[Mapping[str, int]] = {
    "title": 20,
    "answer": 350,
    "plainer": 250,
    "more": 800,
    "who": 150,
    "bring": 250,
    "cost": 150,
    "where": 150,
}
"""How long each part may be, in letters as the eye counts them (grapheme clusters, UAX #29)."""

_ANSWERS: Final = ("who", "bring", "cost", "where")
_MOST_CALLS: Final = 3
_MOST_RELATED: Final = 3
_LONGEST: Final = timedelta(days=366)
_NEVER_SAID: Final = ("ผิดกฎหมาย", "ต่างด้าวเถื่อน", "ลักลอบ", "ຜິດກົດໝາຍ", "ລັກລອບ")
"""Words that frighten people without papers away from care (docs/topics.md)."""

_CLUSTER = regex.compile(r"\X")  # type: ignore[no-untyped-call]  # has no types


def faults(topic: Topic) -> list[str]:
    """List what is wrong with a topic by itself, a sentence each: so it is not to be said."""
    return [f"{topic.id}.toml: {fault}" for fault in _faults(topic)]


def dead_references(topic: Topic, known: Collection[str]) -> list[str]:
    """List the references of a topic that lead nowhere; `known` are the ids of all topics."""
    return [
        f"{topic.id}.toml: related names {other}, which is no topic."
        for other in topic.related
        if other not in known
    ]


def letters(text: str) -> int:
    """Count the letters of a text as the eye does: ที่ is one, and so is ກໍ່."""
    return len(_CLUSTER.findall(text))


def _faults(topic: Topic) -> Iterator[str]:
    if topic.status not in STATUSES:
        yield f"status {topic.status} is neither of {', '.join(STATUSES)}."
    if topic.opens not in OPENS:
        yield f"opens {topic.opens} is no act that is known."
    yield from _wrong_days(topic)
    yield from _wrong_texts(topic)
    if len(topic.related) > _MOST_RELATED:
        yield f"related has more than {_MOST_RELATED} topics."
    if topic.id in topic.related:
        yield "related names the topic itself."
    yield from _wrong_calls(topic)
    yield from _unsure_facts(topic)


def _wrong_days(topic: Topic) -> Iterator[str]:
    if topic.expires_on <= topic.checked_on:
        yield "expires_on must come after checked_on."
    elif topic.expires_on - topic.checked_on > _LONGEST:
        yield "expires_on is more than a year after checked_on."


def _wrong_texts(topic: Topic) -> Iterator[str]:
    for name, most in MOST_LETTERS.items():
        both: Both | None = getattr(topic, name)
        if both is None:
            if name in _ANSWERS and not _needs_no_facts(topic):
                yield f"{name} is missing."
            continue
        for language, text in (("th", both.th), ("lo", both.lo)):
            if not text:
                yield f"{name} is missing in {language}."
            elif letters(text) > most:
                yield f"{name} in {language} has {letters(text)} letters; {most} is the most."
            for word in _NEVER_SAID:
                if word in text:
                    yield f"{name} in {language} says {word}, which frightens people away."


def _wrong_calls(topic: Topic) -> Iterator[str]:
    if len(topic.calls) > _MOST_CALLS:
        yield f"calls has more than {_MOST_CALLS} numbers."
    for call in topic.calls:
        plain = call.number.replace("-", "").replace(" ", "").removeprefix("+")
        if not (plain.isascii() and plain.isdigit() and 3 <= len(plain) <= 12):
            yield f"calls has {call.number}, which is no number to dial."
        for language, label in (("th", call.label.th), ("lo", call.label.lo)):
            if not 0 < letters(label) <= MOST_LETTERS["title"]:
                yield f"calls: the label of {call.number} in {language} is missing or too long."


def _needs_no_facts(topic: Topic) -> bool:
    return bool(topic.opens) or topic.id in SMALL_TALK


def _unsure_facts(topic: Topic) -> Iterator[str]:
    if topic.status != PUBLISHED:
        return
    if not topic.facts and not _needs_no_facts(topic):
        yield "a published topic must name the facts that it stands on."
    for fact in topic.facts:
        if not fact.source:
            yield f"fact {fact.id} has no source."
        if fact.confidence not in SURE:
            yield f"fact {fact.id} is of confidence {fact.confidence}: withhold it, or draft."
