"""Ranges, and choices that are put in order."""

import pytest

from dialogue.xforms.controls import Bounds, Refusal, Scale
from dialogue.xforms.instance import Instance
from tests.dialogue.xforms.building import ask, bind, items, moment, started

RANK = f'<odk:rank ref="/data/a"><label>?</label>{items("x", "y", "z")}</odk:rank>'


def ranged(start: str, end: str, step: str, kind: str = "int", **rules: str) -> Instance:
    body = (
        f'<range ref="/data/a" start="{start}" end="{end}" step="{step}"><label>?</label></range>'
    )
    return started(binds=bind("a", kind, **rules), body=body)


def test_a_range_tells_what_it_offers() -> None:
    instance = ranged("10", "0", "2")

    (step,) = instance.steps()
    assert (step.control.type, step.control.scale) == (
        "range",
        Scale(least="0", most="10", step="2"),
    )
    assert instance.bounds("/data/a") == Bounds(least="0", most="10")


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        ("0", None),
        ("10", None),
        ("4", None),
        ("5", Refusal(kind="choice")),
        ("12", Refusal(kind="choice")),
        ("-2", Refusal(kind="choice")),
        ("x", Refusal(kind="type")),
    ],
)
def test_only_what_a_range_offers_is_taken(answer: str, refusal: Refusal | None) -> None:
    assert ranged("0", "10", "2").answer("/data/a", answer, moment()) == refusal


def test_a_range_of_decimals_counts_exactly() -> None:
    instance = ranged("0.5", "5.0", "0.1", "decimal")

    assert instance.answer("/data/a", "0.8", moment()) is None
    assert instance.value("/data/a") == "0.8"
    assert instance.answer("/data/a", "0.85", moment()) == Refusal(kind="choice")


def test_a_constraint_narrows_a_range() -> None:
    assert ranged("0", "10", "1", constraint=". >= 3").bounds("/data/a") == Bounds(
        least="3", most="10"
    )


def test_a_rank_keeps_the_order_that_was_given() -> None:
    instance = started(body=RANK)

    assert instance.answer("/data/a", "z x y", moment()) is None

    assert instance.value("/data/a") == "z x y"
    assert instance.shown("/data/a", None) == "Z, X, Y"


@pytest.mark.parametrize("answer", ["x", "x y", "x y z x", "x y w", "x x y"])
def test_a_rank_takes_every_choice_once(answer: str) -> None:
    instance = started(body=RANK)

    assert instance.answer("/data/a", answer, moment()) == Refusal(kind="choice")


def test_what_only_a_map_or_a_camera_can_answer_is_still_known_by_its_type() -> None:
    binds = bind("a", "geotrace") + bind("b", "barcode") + bind("c", "binary")
    upload = '<upload ref="/data/c" mediatype="image/*" appearance="signature"/>'
    instance = started("<a/><b/><c/>", binds=binds, body=ask("a") + ask("b") + upload)

    assert [step.control.type for step in instance.steps()] == ["geotrace", "barcode", "drawing"]
