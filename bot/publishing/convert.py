"""The limited subprocess: reads one workbook from standard input, writes what became of it.

Run as `python -m bot.publishing.convert`. In: a line of JSON with `kind` (".xlsx", ".csv", ".md"),
`stem` (the file's name without its ending), `files` (name and size of each file that came with
it) and `lists` (names of entity lists that are kept here), then the bytes of these files in that
order, then the workbook's. Out: one JSON object with `findings`, `xform` (null where something
refused), `coverage`, `rows` and `needs`. A crash is told by the exit code.
"""

import contextlib
import json
import resource
import sys
from dataclasses import asdict

_MEMORY = 1024 * 1024 * 1024  # bytes of address space
_SECONDS = 25  # of processor time
_FILE = 64 * 1024 * 1024  # bytes: pyxform writes the form to a temporary file


def main() -> None:
    """Convert what comes in, once, within limits."""
    _limit()
    header, _, source = sys.stdin.buffer.read().partition(b"\n")
    asked = json.loads(header)
    with contextlib.redirect_stdout(sys.stderr):
        files = dict[str, bytes]()
        for name, size in asked["files"]:
            files[name], source = source[:size], source[size:]
        written = _convert(source, asked["kind"], asked["stem"], files, asked["lists"])
    sys.stdout.write(written)


def _limit() -> None:
    """Bound memory, time and files before anything from outside is read."""
    for what, most in (
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_FSIZE, _FILE),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, _MEMORY),
    ):
        # where a system knows no such bound, the caller's clock still holds
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def _convert(source: bytes, kind: str, stem: str, files: dict[str, bytes], lists: list[str]) -> str:
    from bot.publishing.conversion import outcome_of  # noqa: PLC0415 - pyxform, within the limits
    from bot.publishing.finding import written  # noqa: PLC0415 - the same

    outcome = outcome_of(source, kind, stem, files, lists)
    told = {
        "findings": [written(finding) for finding in outcome.findings],
        "xform": outcome.xform,
        "coverage": [asdict(one) for one in outcome.coverage],
        "rows": [asdict(row) for row in outcome.rows],
        "needs": outcome.needs,
    }
    return json.dumps(told)


if __name__ == "__main__":
    main()
