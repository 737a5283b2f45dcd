"""The process that learns, run as `python -m bot.understanding.study`.

In: one pickled `Task`. Out: pickled `Learned`, each better than the one before. Only this program
writes and reads them.
"""

import os
import pickle
import sys
from contextlib import suppress
from typing import Final

from bot.understanding.school import learn

_KINDNESS: Final = 10  # added to how nice the process is: answers go before lessons


def main() -> None:
    """Learn what comes in, for as long as somebody listens."""
    os.nice(_KINDNESS)
    task = pickle.load(sys.stdin.buffer)  # noqa: S301  # our own process wrote it
    with suppress(BrokenPipeError):
        for learned in learn(task):
            pickle.dump(learned, sys.stdout.buffer)
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
