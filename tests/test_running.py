"""The guide to running: it names the figures and connections that the code has, and no others."""

import re
from pathlib import Path

from bot.metrics import Figures
from bot.store import Store
from bot.wide import POOLS
from tests.events import AT

GUIDE = (Path(__file__).parent.parent / "docs" / "running.md").read_text("utf-8")


def test_every_figure_is_explained_and_no_other(lite: Store) -> None:
    figures = Figures(store=lite, clock=lambda: AT, bodies={})
    named = set(re.findall(r"`(siao_\w+)`", GUIDE))

    assert named == {
        metric.name + ("_total" if metric.type == "counter" else "") for metric in figures.collect()
    }


def test_the_connections_of_every_process_are_told() -> None:
    told = dict(re.findall(r"^\| (web|worker|clock) \| (\d+) \|", GUIDE, re.MULTILINE))

    assert told == {
        kind: str(2 * pools.sessions + pools.jobs + pools.locks + (kind == "worker"))
        for kind, pools in POOLS.items()
    }
