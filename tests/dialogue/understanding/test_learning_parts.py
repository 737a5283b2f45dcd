"""What learning is made of: pieces of letters, sums of rows, regression, keywords, thresholds."""

import numpy as np
import pytest

from dialogue.understanding.features import Grams, pieces
from dialogue.understanding.prior import Prior
from dialogue.understanding.regression import fit, softmax
from dialogue.understanding.rows import DenseRows, SparseRows
from dialogue.understanding.thresholds import found


def test_a_text_is_cut_into_two_to_four_letters() -> None:
    assert pieces("ab") == [" a", "ab", "b ", " ab", "ab ", " ab "]


def test_a_row_has_length_one_and_knows_only_what_was_learned() -> None:
    grams = Grams.of(["ab", "abc"])
    known, strange = grams.rows(["ab"]), grams.rows(["xyz"])

    assert float(np.linalg.norm(known.values)) == pytest.approx(1)
    assert len(strange.values) == 0


def test_sparse_rows_multiply_as_the_same_rows_do_when_they_are_dense() -> None:
    grams = Grams.of(["สักยา", "ไปหาหมอ", "", "หมอ"])
    rows = grams.rows(["สักยา", "ไปหาหมอ", "", "หมอ"])
    dense = np.zeros((4, rows.width), dtype=np.float32)
    for at in range(4):
        here = slice(rows.starts[at], rows.starts[at + 1])
        dense[at, rows.columns[here]] = rows.values[here]
    weights = np.arange(rows.width * 3, dtype=np.float32).reshape(-1, 3) / 100
    errors = np.arange(12, dtype=np.float32).reshape(4, 3)
    sparse = SparseRows(rows)

    np.testing.assert_allclose(sparse.times(weights), dense @ weights, rtol=1e-5)
    np.testing.assert_allclose(sparse.back(errors), dense.T @ errors, rtol=1e-5)


def test_a_regression_tells_two_classes_apart() -> None:
    vectors = np.array([[1, 0], [0.9, 0.1], [0, 1], [0.1, 0.9]], dtype=np.float32)
    table, biases = fit(
        DenseRows(vectors),
        np.array([0, 0, 1, 1]),
        2,
        decay=0.01,
        weights=np.ones(4, dtype=np.float32),
    )

    shares = softmax(vectors @ table + biases)
    assert shares.argmax(axis=1).tolist() == [0, 0, 1, 1]
    assert shares[0, 0] == pytest.approx(shares[2, 1], abs=0.01)  # the classes mirror each other


def test_the_more_is_taken_off_the_less_sure_a_regression_becomes() -> None:
    vectors = np.array([[1, 0], [0, 1]], dtype=np.float32)

    def sureness(decay: float) -> float:
        table, biases = fit(
            DenseRows(vectors),
            np.array([0, 1]),
            2,
            decay=decay,
            weights=np.ones(2, dtype=np.float32),
        )
        return float(softmax(vectors @ table + biases)[0, 0])

    assert 0.5 < sureness(1.0) < sureness(0.01)


def test_a_keyword_of_one_topic_says_more_than_one_of_two() -> None:
    prior = Prior.of({"a": ["ยา", "หมอ"], "b": ["หมอ"]}, ["a", "b"])

    only_a, both = prior.scores("กินยา"), prior.scores("ไปหาหมอ")
    assert only_a[0] > both[0] > 0
    assert both[0] == both[1]
    assert prior.scores("ฝนตก").tolist() == [0, 0]


def test_thresholds_let_few_foreign_questions_through_and_see_most_dangers() -> None:
    # 100 questions out of scope, as sure as 0.00 … 0.99 of a topic; 100 of the topic, calm or not
    sure = np.arange(100) / 100
    shares = np.concatenate(
        [np.stack([sure, 1 - sure], 1), np.stack([np.ones(100), np.zeros(100)], 1)]
    )
    classes = np.array([1] * 100 + [0] * 100)
    danger = np.concatenate([np.zeros(100), np.full(50, 0.02), np.full(50, 0.7)])
    dangers = np.array([0] * 150 + [1] * 50)

    thresholds = found(shares, danger, classes, dangers)

    assert (sure >= thresholds.answer).sum() == 5
    assert (sure >= thresholds.offer).sum() == 50
    assert 0.02 < thresholds.danger <= 0.7


def test_thresholds_are_careful_where_there_is_nothing_to_find_them_by() -> None:
    nothing = np.array([], dtype=np.int32)

    thresholds = found(np.zeros((0, 2)), np.zeros(0), nothing, nothing)

    assert (thresholds.answer, thresholds.offer, thresholds.danger) == (0.5, 0.5, 0.5)
