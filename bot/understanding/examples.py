"""Examples that ship: phrases of topics, emergencies, harmless scares, questions out of scope."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from dialogue.understanding.bridging import Bridge, Words
from dialogue.understanding.example import EMERGENCY, Example, Lessons

CONTENT: Final = Path(__file__).parents[2] / "content"
FROZEN: Final = CONTENT / "understanding" / "frozen.tsv"
"""Questions for measuring only: nobody who writes phrases reads them."""

_LANGUAGES: Final = {"th": "th", "lo": "lo", "mixed": "mix"}
_DANGER: Final = "emergency"
_LISTS: Final = (_DANGER, "harmless", "out_of_scope")


def shipped_lessons(folder: Path = CONTENT) -> Lessons:
    """Read all examples and keywords of a content folder."""
    paths = sorted((folder / "topics").glob("*.toml"))
    lessons = lessons_of({path.stem: path.read_text(encoding="utf-8") for path in paths})
    return replace(lessons, examples=[*lessons.examples, *shipped_examples(folder)])


def lessons_of(sources: Mapping[str, str]) -> Lessons:
    """Take the phrases and keywords of topics out of their files (TOML, by their ids)."""
    topics = {topic_id: tomllib.loads(source) for topic_id, source in sources.items()}
    return Lessons(
        examples=[
            Example(
                text=text,
                lang=_LANGUAGES[group],
                intent=topic_id,
                is_danger=topic_id == EMERGENCY,
            )
            for topic_id, topic in topics.items()
            for group, texts in topic.get("phrases", {}).items()
            for text in texts
        ],
        keywords={
            topic_id: [word for words in topic.get("keywords", {}).values() for word in words]
            for topic_id, topic in topics.items()
        },
    )


def shipped_examples(folder: Path = CONTENT) -> list[Example]:
    """Read the lists of no topic: emergencies, harmless scares, what is out of scope."""
    return [
        replace(row, is_danger=name == _DANGER)
        for name in _LISTS
        for path in sorted((folder / "understanding").glob(f"{name}*.tsv"))
        for row in labelled(path)
    ]


def shipped_bridge(folder: Path = CONTENT) -> Bridge:
    """Read the word lists of a content folder."""
    lists = folder / "understanding"
    return Bridge(
        lao=Words.of(_pairs(lists / "bridge_lo.tsv")),
        isan=Words.of(_pairs(lists / "bridge_isan.tsv")),
    )


def labelled(path: Path) -> list[Example]:
    """Read questions with known answers: a table with tabs, and columns text, lang and intent.

    Raises:
        ValueError: when a column is missing, in one sentence.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        missing = {"text", "lang", "intent"} - set(rows.fieldnames or ())
        if missing:
            raise ValueError(f"{path.name} has no column {', '.join(sorted(missing))}.")
        return [
            Example(
                text=row["text"],
                lang=_LANGUAGES.get(row["lang"] or "", row["lang"] or ""),
                intent=row["intent"] or "",
            )
            for row in rows
            if row["text"]
        ]


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        word, tab, meaning = line.partition("\t")
        if tab and not line.startswith("#"):
            yield word, meaning
