"""The bench: `python -m bench [NAME …]` measures, prints a table and writes results/latest.json."""

import sys
from collections.abc import Callable

from bench import (
    ack,
    areas,
    audience,
    engines,
    facilities,
    forms,
    growth,
    lists,
    memory,
    people,
    privacy,
    publishing,
    reminders,
    replies,
    reports,
    rosters,
    sender,
    songkhla,
    tasks,
    turns,
    understanding,
)
from bench.figures import Figure, printed, written

_MEASURES: dict[str, Callable[[], list[Figure]]] = {
    "ack": ack.measure,
    "turns": turns.measure,
    "replies": replies.measure,
    "growth": growth.measure,
    "memory": memory.measure,
    "forms": forms.measure,
    "lists": lists.measure,
    "people": people.measure,
    "privacy": privacy.measure,
    "engines": engines.measure,
    "publishing": publishing.measure,
    "tasks": tasks.measure,
    "areas": areas.measure,
    "facilities": facilities.measure,
    "reports": reports.measure,
    "rosters": rosters.measure,
    "understanding": understanding.measure,
    "reminders": reminders.measure,
    "songkhla": songkhla.measure,
    "audience": audience.measure,
    "sender": sender.measure,
}


def main() -> None:
    """Measure what is named, or everything; end with 1 when a goal is missed."""
    wanted = sys.argv[1:] or list(_MEASURES)
    if unknown := set(wanted) - set(_MEASURES):
        raise SystemExit(f"no such measure: {', '.join(sorted(unknown))}")
    figures: list[Figure] = []
    for name in wanted:
        sys.stderr.write(f"measuring {name} …\n")
        figures += _MEASURES[name]()
    printed(figures)
    written(figures)
    sys.exit(1 if any(figure.holds is False for figure in figures) else 0)


if __name__ == "__main__":
    main()
