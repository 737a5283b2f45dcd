"""What a constraint tells pickers and number buttons."""

import pytest

from dialogue.xforms.controls import Bounds
from tests.dialogue.xforms.building import ask, bind, started


@pytest.mark.parametrize(
    ("bind_type", "constraint", "bounds"),
    [
        ("int", ". >= 0 and . <= 120", Bounds(least="0", most="120")),
        ("int", ". > 0 and . < 10", Bounds(least="1", most="9")),
        ("int", "0 <= . and 12 > .", Bounds(least="0", most="11")),
        ("int", ". > 0.5", Bounds(least="1")),
        ("int", ". >= 1 and . >= 3", Bounds(least="3")),
        ("int", ". <= /data/most", Bounds(most="40")),
        ("int", ". <= 9 and string-length(.) = 1", Bounds(most="9")),
        ("int", ". < 5 or . = 9", None),
        ("int", ". <= . + 1", None),
        ("int", "not(. > 5)", None),
        ("int", ". <= 'word'", None),
        ("decimal", ". >= 34.5 and . <= 43", Bounds(least="34.5", most="43.0")),
        ("date", ". <= today()", Bounds(most="2026-11-25")),
        ("date", ". < today()", Bounds(most="2026-11-24")),
        (
            "date",
            ". > today() and . <= today() + 90",
            Bounds(least="2026-11-26", most="2027-02-23"),
        ),
        ("date", ". >= date('2026-01-01')", Bounds(least="2026-01-01")),
        ("date", ". >= /data/day", Bounds(least="2026-11-20")),
        ("date", ". >= /data/blank", None),
        (
            "dateTime",
            ". <= now()",
            Bounds(most="2026-11-25T23:59:00.000+07:00"),  # whole days, as JavaRosa compares
        ),
        ("string", ". > 5", None),
    ],
)
def test_simple_comparisons_bound_an_answer(
    bind_type: str,
    constraint: str,
    bounds: Bounds | None,
) -> None:
    instance = started(
        "<a/><most>40</most><day>2026-11-20</day><blank/>",
        binds=bind("a", bind_type, constraint=constraint) + bind("day", "date"),
        body=ask("a"),
    )

    assert instance.bounds("/data/a") == bounds


def test_a_question_without_a_constraint_has_no_bounds() -> None:
    assert started(body=ask("a")).bounds("/data/a") is None
