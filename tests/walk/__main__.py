"""Every workbook of a folder walked to its end in the pretend LINE.

`python -m tests.walk FOLDER [--form NAME] [--seed N] [--walks N]` prints messages, steps and how it
ended of each form, on the last line all of them together; it ends with 1 where a form that can be
published did not end, or a message broke a rule.
"""

import argparse
import asyncio
import logging
import sys
import warnings
from pathlib import Path
from time import monotonic

import structlog

from tests.walk.books import books_in, read
from tests.walk.total import Total
from tests.walk.walks import walks_of


def main() -> None:
    """Walk through all, and print what came of it."""
    asked = _asked()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    warnings.simplefilter("ignore")  # openpyxl's, of looks that nobody reads here
    total = Total()
    for path in books_in(asked.folder, asked.form):
        book, began = read(path), monotonic()
        walks = []
        if book.checked is not None and book.checked.publishable:
            seeds = list(range(asked.seed, asked.seed + asked.walks))
            walks = asyncio.run(walks_of(book.checked, seeds))
        for line in total.add(book, walks):
            _say(line)
        if asked.trace:
            for walk in walks:
                _say("\n".join(f"    {did}" for did in walk.trace))
        if walks:
            _say(f"  {monotonic() - began:.1f} s")
    _say(total.line())
    sys.exit(0 if total.is_well else 1)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.walk", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--form", default="", help="the workbooks whose names hold these words")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--walks", type=int, default=3, help="walks through each form (3)")
    parser.add_argument("--trace", action="store_true", help="tell what was done, step by step")
    return parser.parse_args()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
