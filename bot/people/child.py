"""The limited subprocess: reads one roster from standard input, writes its rows.

Run as `python -m bot.people.child KIND ROWS UNPACKED SECONDS MEMORY`. Out: JSON, one a line: first
the headings, `{"headings": […], "about": rows}`, or `{"refused": finding}`; then `[row, [cells]]`,
with the cells of those columns alone that are read; `{"end": rows}` last. A crash is told by the
exit code.
"""

import contextlib
import json
import resource
import sys
from collections.abc import Iterator, Sequence
from typing import Any, Final

Row = tuple[int, Sequence[str]]

_WIDEST: Final = 200  # columns that are looked at


def main() -> None:
    """Read what comes in, once, within limits."""
    kind = sys.argv[1]
    rows, unpacked, seconds, memory = map(int, sys.argv[2:6])
    limit(seconds, memory)
    source = sys.stdin.buffer.read()
    out = sys.stdout
    with contextlib.redirect_stdout(sys.stderr):
        for line in _lines(source, kind, rows, unpacked):
            out.write(json.dumps(line, ensure_ascii=True))
            out.write("\n")


def limit(seconds: int, memory: int) -> None:
    """Bound memory, time and files before anything from outside is read."""
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, memory),
    ):
        # where a system knows no such bound, the caller's clock still holds
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def _lines(source: bytes, kind: str, most: int, unpacked: int) -> Iterator[Any]:
    from bot.people import cells  # noqa: PLC0415  # openpyxl, within the limits
    from bot.publishing.finding import written  # noqa: PLC0415  # the same
    from bot.publishing.package import Refused  # noqa: PLC0415  # the same

    try:
        sheet = cells.opened(source, kind, unpacked)
        named = [text[:200] for text in sheet.headings[:_WIDEST]]
        yield {"headings": named, "about": sheet.about}
        kept = sheet.kept
        count = 0
        for number, row in sheet.rows:
            count += 1
            if count > most:
                yield {"refused": written(cells.too_many(most))}
                return
            yield [number, [row[place] if place < len(row) else "" for place in kept]]
    except Refused as refused:
        yield {"refused": written(refused.finding)}
        return
    yield {"end": count}


if __name__ == "__main__":
    main()
