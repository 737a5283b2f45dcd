"""Songkhla's year: 40 volunteers, the shipped ladder, and a plan of 300 pushes a month."""

import csv
from collections.abc import Iterator
from statistics import median
from typing import Final

from bench.figures import Figure
from bench.year import CONTENT, Year, lived
from dialogue.reminding.ladder import steps_of

_SEEDS: Final = 20
_FEW: Final = 5  # seeds of each policy of the frontier
_POLICIES: Final = (
    (3, 3, 6, "push"),
    (3, 3, 6, "push_untold"),
    (7, 3, 11, "push_untold"),
    (7, 7, 6, "push_untold"),
    (7, 7, 11, "push_untold"),
)


def measure() -> list[Figure]:
    """Live the year with 20 seeds; of each the worst month counts."""
    source = (CONTENT / "reminders.csv").read_text("utf-8")
    shipped = [lived(steps_of(source), seed) for seed in range(_SEEDS)]
    found = list(_figures("as it ships", shipped, has_goals=True))
    for name, years in _frontier(source):
        found += _figures(name, years, has_goals=False)
    return found


def _figures(name: str, years: list[Year], *, has_goals: bool) -> Iterator[Figure]:
    worst = min(year.worst_free for year in years)
    beside = min(year.worst_beside for year in years)
    free = median(year.free / (year.free + year.pushed) for year in years)
    most = max(max(year.months.values(), default=0) for year in years)
    late, doubled = (max(getattr(year, what) for year in years) for what in ("late", "doubled"))
    never = max(year.never for year in years)
    unknown = max(year.unknown for year in years)
    for what, value, unit, goal in (
        ("told for free, worst month", 100 * worst, "%", 80),
        ("told without a message of their own, worst month", 100 * beside, "%", 80),
        ("told for free, year (median seed)", 100 * free, "%", None),
        ("pushes, worst month", most, "", 300),
        ("late, worst year", late, "", 0),
        ("of these after a reply that ended unknown", unknown, "", None),
        ("never told, worst year", never, "", 0),
        ("doubled, worst year", doubled, "", 0),
    ):
        yield Figure(
            name=f"songkhla, {name}: {what}",
            value=value,
            unit=unit,
            goal=goal if has_goals else None,
            better="higher" if unit == "%" else "lower",
        )


def _frontier(source: str) -> Iterator[tuple[str, list[Year]]]:
    """Live it by other policies as well: told earlier, pushed later or more often."""
    rows = list(csv.DictReader(source.splitlines()))
    for soon, opens, waits, missed in _POLICIES:
        changes: dict[str, dict[str, str]] = {
            "soon": {"days": f"-{soon}"},
            "today": {"waits": f"{waits}"},
            "missed": {"channel": missed},
        }
        changed = [{**row, **changes.get(row["step"], {})} for row in rows]
        lines = [",".join(rows[0]), *(",".join(row.values()) for row in changed)]
        steps = steps_of("\n".join(lines))
        name = f"soon -{soon}, next visit opens -{opens}, today waits {waits} h, missed {missed}"
        yield name, [lived(steps, seed, opens) for seed in range(_FEW)]
