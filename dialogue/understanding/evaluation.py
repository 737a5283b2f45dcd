"""Evaluation: how well questions with known answers are understood."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from dialogue.understanding.example import EMERGENCY, OUT_OF_SCOPE, Example
from dialogue.understanding.understood import Band, Understood

BANDS: Final[tuple[Band, ...]] = ("answer", "offer", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was measured; shares are percent, None where there was nothing to count.

    `top1` and `top3`: questions of a topic whose topic stands first, or among the first three.
    `foreign_answered`: questions out of scope that were answered at once.
    `emergency_recall`: emergencies whose banner stands. `false_banners`: the others with one.
    """

    rows: int
    top1: float | None
    top3: float | None
    by_language: dict[str, dict[str, float | None]]
    emergency_recall: float | None
    false_banners: float | None
    foreign_answered: float | None
    bands: dict[str, dict[str, float | None]]
    confusion: list[tuple[str, str, int]] = field(default_factory=list)


def evaluated(
    rows: Sequence[tuple[Example, Understood]],
    topics: frozenset[str],
    is_banner: Callable[[str, Understood], bool] = lambda _, understood: understood.is_danger,
) -> Figures:
    """Count what was understood; an intent that is no topic counts only as no emergency.

    `is_banner` tells whether a warning stands in front of the answer to a text.
    """
    known = [(row, understood) for row, understood in rows if row.intent in topics]
    foreign = [understood for row, understood in rows if row.intent == OUT_OF_SCOPE]
    wrong = Counter(
        (row.intent, first(understood))
        for row, understood in known
        if first(understood) != row.intent
    )
    return Figures(
        rows=len(rows),
        top1=_percent([_among(row, understood, 1) for row, understood in known]),
        top3=_percent([_among(row, understood, 3) for row, understood in known]),
        by_language={
            lang: {
                "top1": _percent([_among(r, u, 1) for r, u in known if r.lang == lang]),
                "top3": _percent([_among(r, u, 3) for r, u in known if r.lang == lang]),
            }
            for lang in sorted({row.lang for row, _ in known})
        },
        emergency_recall=_percent([is_banner(r.text, u) for r, u in rows if r.intent == EMERGENCY]),
        false_banners=_percent([is_banner(r.text, u) for r, u in rows if r.intent != EMERGENCY]),
        foreign_answered=_percent([u.band == "answer" for u in foreign]),
        bands={
            "in_scope": {b: _percent([u.band == b for _, u in known]) for b in BANDS},
            "right_when": {
                b: _percent([_among(r, u, 1) for r, u in known if u.band == b]) for b in BANDS
            },
            "out_of_scope": {b: _percent([u.band == b for u in foreign]) for b in BANDS},
        },
        confusion=[
            (*pair, times) for pair, times in sorted(wrong.items(), key=lambda w: (-w[1], w[0]))
        ],
    )


def first(understood: Understood) -> str:
    """Name the likeliest topic, "" for none."""
    return understood.guesses[0].topic_id if understood.guesses else ""


def _among(row: Example, understood: Understood, count: int) -> bool:
    return row.intent in [guess.topic_id for guess in understood.guesses[:count]]


def _percent(hits: Sequence[bool]) -> float | None:
    return round(100 * sum(hits) / len(hits), 1) if hits else None
