"""Figures: measured, compared with their goals, printed and written down."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.table import Table

RESULTS = Path(__file__).parent / "results" / "latest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured value; `goal` is None where it is only reported."""

    name: str
    value: float
    unit: str
    goal: float | None = None
    better: Literal["higher", "lower"] = "higher"
    holds: bool | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "holds", self._holds())

    def _holds(self) -> bool | None:
        if self.goal is None:
            return None
        return self.value >= self.goal if self.better == "higher" else self.value <= self.goal


def written(figures: Sequence[Figure], path: Path = RESULTS) -> None:
    """Write figures as JSON: a list of `{name, value, unit, goal, holds}`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [{**asdict(figure), "value": round(figure.value, 4)} for figure in figures]
    for row in rows:
        del row["better"]
    path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def printed(figures: Sequence[Figure]) -> None:
    """Print figures as a table."""
    table = Table()
    for column in ("figure", "value", "unit", "goal", "holds"):
        table.add_column(column, justify="left" if column in {"figure", "unit"} else "right")
    for figure in figures:
        table.add_row(figure.name, _number(figure.value), figure.unit, _goal(figure), _mark(figure))
    Console().print(table)


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _goal(figure: Figure) -> str:
    if figure.goal is None:
        return ""
    return f"{'≥' if figure.better == 'higher' else '≤'} {figure.goal:g}"


def _mark(figure: Figure) -> str:
    return {True: "yes", False: "NO", None: ""}[figure.holds]
