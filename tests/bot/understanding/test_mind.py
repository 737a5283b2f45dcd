"""The mind learns in a process of its own, and understands in every thread meanwhile."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest

from bot.store import Store
from bot.understanding import making
from bot.understanding.embedder import no_embedder
from bot.understanding.making import loaded_lessons, reasons_against
from bot.understanding.mind import Mind, NothingLearnedError
from dialogue.understanding.example import Example, Lessons
from dialogue.understanding.understood import NOTHING, Understood
from models.question import Questions, TaughtPhrase
from models.topic import Topics
from tests.asking import bring_topics
from tests.dialogue.understanding.lessons import BRIDGE, lessons

NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
FROZEN = [
    Example(text="ลูกฉีดยา", lang="th", intent="vaccines"),
    Example(text="หายใจไม่ออก", lang="th", intent="emergency"),
]


class Source:
    """Lessons that may change."""

    def __init__(self) -> None:
        self.lessons, self.stamp = lessons(), "first"


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def mind(source: Source) -> Iterator[Mind]:
    mind = Mind(
        lessons=lambda: source.lessons,
        bridge=BRIDGE,
        embedder=no_embedder,
        measured=FROZEN,
        stamp=lambda: source.stamp,
    )
    yield mind
    mind.rest()


def _first(understood: Understood) -> str:
    return understood.guesses[0].topic_id


async def test_it_learns_once_and_then_only_what_changed(mind: Mind, source: Source) -> None:
    await mind.pass_once()
    learned = mind.learned
    await mind.pass_once()

    assert learned is not None
    assert mind.learned is learned
    assert _first(mind.understand("ฉีดวัคซีนที่ไหน")) == "vaccines"

    new = Example(text="ขอผ้าห่ม", lang="th", intent="clothing")
    source.lessons = replace(source.lessons, examples=[*source.lessons.examples, new])
    source.stamp = "second"
    await mind.pass_once()

    assert _first(mind.understand("ขอผ้าห่มหน่อย")) == "clothing"


def test_a_question_waits_for_the_first_model(mind: Mind) -> None:
    learning = Thread(target=mind.learn)
    learning.start()

    understood = mind.understand("โรงพยาบาลอยู่ไหน")

    learning.join()
    assert _first(understood) == "find_care"


def test_nothing_is_understood_where_there_is_nothing_to_learn(source: Source, mind: Mind) -> None:
    source.lessons = Lessons(examples=[])
    mind.learn()
    mind.rest()

    assert mind.learned is None
    assert mind.understand("สวัสดี") == NOTHING


def test_what_has_no_letters_is_not_understood(mind: Mind) -> None:
    mind.learn()

    assert mind.understand("🙏 !?") == NOTHING


def test_what_sees_fewer_emergencies_is_not_taken(source: Source, mind: Mind) -> None:
    mind.learn()
    learned = mind.learned
    calm = [example for example in lessons().examples if not example.is_danger]
    source.lessons = Lessons(examples=calm)

    reasons = mind.trial(source.lessons)
    mind.learn()

    assert reasons != ()
    assert mind.reasons == reasons
    assert mind.learned is learned


def test_a_mind_at_rest_learns_no_more(mind: Mind) -> None:
    mind.rest()

    mind.learn()

    assert mind.learned is None


def test_a_lesson_that_crashes_is_told(mind: Mind, source: Source) -> None:
    broken = Example(text="x", lang="th", intent=None)  # type: ignore[arg-type]  # on purpose
    source.lessons = Lessons(examples=[*lessons().examples, broken])

    with pytest.raises(NothingLearnedError):
        mind.learn()

    assert mind.learned is None


def test_a_topic_with_the_phrases_of_before_is_held_up_by_nothing(
    store: Store, tmp_path: Path
) -> None:
    bring_topics(store, NOW)
    with store.thinking() as session:
        sources = {row.id: row.text for row in Topics(session).every()}
    topic_id, source = sources.popitem()
    dated = source.replace("2026", "2027")

    assert reasons_against(store, tmp_path, topic_id, dated, has_embedder=False) == ()


def test_a_topic_is_tried_before_it_is_published(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "shipped_examples", lambda: lessons().examples)
    monkeypatch.setattr(making, "frozen", lambda: FROZEN)
    calm = '[phrases]\nth = ["หายใจไม่ออก ช่วยด้วย", "พ่อไม่หายใจ", "หายใจไม่ออก"]'

    assert reasons_against(store, tmp_path, "yoga", calm, has_embedder=False) != ()


def test_topics_and_what_was_taught_are_learned(store: Store) -> None:
    bring_topics(store, NOW)
    with store.writing() as session:
        phrase = TaughtPhrase(
            id="1", topic_id="find_care", language="lo", text="ໝໍຢູ່ໃສ", taught_at=NOW
        )
        Questions(session).teach(phrase)

    learned = loaded_lessons(store).examples

    assert Example(text="ໝໍຢູ່ໃສ", lang="lo", intent="find_care") in learned
    assert any(example.intent == "out_of_scope" for example in learned)
