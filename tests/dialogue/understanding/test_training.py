"""A model out of a few examples: it generalises, bridges, and is always the same."""

from dataclasses import replace

import numpy as np

from dialogue.understanding.arrays import Floats
from dialogue.understanding.example import OUT_OF_SCOPE
from dialogue.understanding.training import in_order, train, train_at_once
from tests.dialogue.understanding.lessons import BRIDGE, lessons


def _vectors() -> Floats:
    """Give each example a vector that points where its intent does."""
    examples = in_order(lessons().examples)
    intents = sorted({example.intent for example in examples})
    chance = np.random.default_rng(7)
    points = np.eye(len(intents), 384)[[intents.index(one.intent) for one in examples]]
    return (points + chance.normal(scale=0.02, size=points.shape)).astype(np.float32)


def test_a_question_that_was_never_seen_is_understood() -> None:
    model = train(lessons(), BRIDGE)

    guesses = model.understood("ฉีดวัคซีนให้ลูกที่ไหน").guesses

    assert guesses[0].topic_id == "vaccines"
    assert [guess.score for guess in guesses] == sorted((g.score for g in guesses), reverse=True)


def test_a_lao_question_is_understood_by_thai_examples() -> None:
    model = train(lessons(), BRIDGE)

    assert model.understood(BRIDGE.thai("ໂຮງໝໍຢູ່ໃສ")).guesses[0].topic_id == "find_care"


def test_what_is_out_of_scope_is_never_guessed() -> None:
    model = train(lessons(), BRIDGE)

    understood = model.understood("หวยออกอะไร")

    assert OUT_OF_SCOPE not in [guess.topic_id for guess in understood.guesses]
    assert OUT_OF_SCOPE not in model.topics
    assert understood.band != "answer"


def test_danger_is_told_apart_from_calm() -> None:
    model = train(lessons(), BRIDGE)

    assert model.understood("ลูกหายใจไม่ออก").danger > model.understood("ค่าแรงเท่าไหร่").danger


def test_the_order_of_examples_changes_nothing() -> None:
    given = lessons()
    turned = replace(given, examples=[*reversed(given.examples)])

    one, other = train(given, BRIDGE), train(turned, BRIDGE)

    assert one.understood("ไปฉีดยาที่ไหน") == other.understood("ไปฉีดยาที่ไหน")
    assert one.thresholds == other.thresholds


def test_vectors_decide_where_letters_say_nothing() -> None:
    vectors = _vectors()
    model = train(lessons(), BRIDGE, vectors)
    examples = in_order(lessons().examples)
    of_wages = next(at for at, one in enumerate(examples) if one.intent == "wages")

    assert model.takes_vectors
    assert model.understood("zzz", vectors[of_wages]).guesses[0].topic_id == "wages"


def test_a_model_with_vectors_understands_without_one() -> None:
    model = train(lessons(), BRIDGE, _vectors())

    assert model.understood("ค่าแรงขั้นต่ำเท่าไหร่").guesses[0].topic_id == "wages"


def test_a_rough_model_understands_as_well() -> None:
    model = train_at_once(lessons(), BRIDGE)

    assert not model.takes_vectors
    assert model.understood("วัคซีนเด็กที่ไหน").guesses[0].topic_id == "vaccines"
