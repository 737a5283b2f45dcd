"""Figures of what was understood, worked out by hand."""

from dialogue.understanding.evaluation import evaluated
from dialogue.understanding.example import Example
from dialogue.understanding.gate import held_up
from dialogue.understanding.understood import Band, Guess, Understood

TOPICS = frozenset({"a", "b", "c", "d", "emergency"})


def _row(intent: str, lang: str = "th") -> Example:
    return Example(text=f"{intent} {lang}", lang=lang, intent=intent)


def _known(*topics: str, band: Band = "answer", is_danger: bool = False) -> Understood:
    guesses = tuple(Guess(topic_id=topic, score=1 / (1 + at)) for at, topic in enumerate(topics))
    return Understood(band=band, guesses=guesses, is_danger=is_danger)


ROWS = [
    (_row("a"), _known("a", "b", "c")),
    (_row("a"), _known("b", "c", "a", band="offer")),
    (_row("b", "lo"), _known("c", "d", "a", "b")),
    (_row("b", "lo"), _known("b", is_danger=True)),
    (_row("emergency"), _known("emergency", is_danger=True)),
    (_row("emergency", "lo"), _known("a", "emergency")),
    (_row("out_of_scope"), _known("a")),
    (_row("out_of_scope"), _known("a", band="none")),
    (_row("weather"), _known("a", is_danger=True)),
]


def test_every_figure_counts_its_own_rows() -> None:
    figures = evaluated(ROWS, TOPICS)

    assert figures.rows == 9
    assert figures.top1 == 50.0  # three of the six rows of topics
    assert figures.top3 == 83.3  # five of six
    assert figures.by_language["th"] == {"top1": 66.7, "top3": 100.0}
    assert figures.by_language["lo"] == {"top1": 33.3, "top3": 66.7}
    assert figures.emergency_recall == 50.0
    assert figures.false_banners == 28.6  # two of the seven rows that are no emergency
    assert figures.foreign_answered == 50.0
    assert figures.bands["in_scope"] == {"answer": 83.3, "offer": 16.7, "none": 0.0}
    assert figures.confusion == [("a", "b", 1), ("b", "c", 1), ("emergency", "a", 1)]


def test_a_banner_may_come_from_elsewhere_too() -> None:
    figures = evaluated(ROWS, TOPICS, lambda text, _: text.startswith("emergency"))

    assert (figures.emergency_recall, figures.false_banners) == (100.0, 0.0)


def test_nothing_to_count_is_no_figure() -> None:
    figures = evaluated([(_row("a"), _known("a"))], TOPICS)

    assert figures.emergency_recall is None
    assert figures.foreign_answered is None


def test_the_gate_lets_through_what_does_as_well() -> None:
    figures = evaluated(ROWS, TOPICS)

    assert held_up(figures, figures) == ()


def test_the_gate_holds_up_what_sees_fewer_emergencies() -> None:
    before = evaluated(ROWS, TOPICS)
    after = evaluated([(row, Understood(guesses=one.guesses)) for row, one in ROWS], TOPICS)

    (reason,) = held_up(before, after)

    assert reason.values == {"now": 0.0, "before": 50.0}


def test_the_gate_holds_up_what_understands_two_percent_less() -> None:
    right, wrong = (_row("a"), _known("a")), (_row("a"), _known("b"))
    before = evaluated([right] * 100, TOPICS)

    assert held_up(before, evaluated([right] * 98 + [wrong] * 2, TOPICS)) == ()
    assert len(held_up(before, evaluated([right] * 97 + [wrong] * 3, TOPICS))) == 1
