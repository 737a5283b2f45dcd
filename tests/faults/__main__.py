"""Every fault in full: `python -m tests.faults [--only WORDS]`; ends with 1 when harm was done."""

import argparse
import asyncio
import logging
import sys
from time import monotonic

import structlog

from tests.crash.soak import database
from tests.died import DiedError, death_in
from tests.faults.every import ALONE, WIDE, Fault
from tests.faults.result import Size


def main() -> None:
    """Strike with one fault after the other, and print what came of each."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    asked = _asked()
    size = Size(people=asked.people, texts=asked.texts, strikes=asked.strikes, seed=asked.seed)
    harmed = 0
    for kind, faults in (("sqlite", ALONE), ("postgres", WIDE)):
        for name, fault in faults.items():
            if asked.only in name:
                harmed += _is_harmed(name, fault, kind, size)
    _say(f"{harmed} faults did harm")
    sys.exit(1 if harmed else 0)


def _is_harmed(name: str, fault: Fault, kind: str, size: Size) -> bool:
    began = monotonic()
    try:
        with database(kind) as url:
            result = asyncio.run(fault(url, size))
    except (DiedError, ExceptionGroup) as failed:
        death = death_in(failed)
        if death is None:
            raise
        sys.exit(f"{name}: the bot died, and nobody had killed it:\n{death}")
    notes = ", ".join(f"{what} {value:g}" for what, value in result.notes.items())
    _say(f"{name}: {'HARM ' + str(dict(result.harm)) if result.harm else 'no harm'}")
    _say(f"  {result.events} events, {dict(result.outcomes)}, {monotonic() - began:.0f} s; {notes}")
    return bool(result.harm)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="the faults whose names hold these words")
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--texts", type=int, default=12, help="texts of each person, at least")
    parser.add_argument("--strikes", type=int, default=10, help="how often each fault strikes")
    parser.add_argument("--seed", type=int, default=2569)
    return parser.parse_args()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
