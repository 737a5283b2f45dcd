"""The limited subprocess: reads one workbook from standard input, writes what became of it.

Run as `python -m bot.publishing.convert`. In: a line of JSON with `kind` (".xlsx", ".csv" or ".md")
and `stem` (the file's name without its ending), then the workbook's bytes. Out: one JSON object
with `findings`, `xform` (null where something refused), `coverage` and `rows`. A crash is told by
the exit code.
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
        written = _convert(source, asked["kind"], asked["stem"])
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


def _convert(source: bytes, kind: str, stem: str) -> str:
    from bot.publishing.conversion import outcome_of  # noqa: PLC0415 - pyxform, within the limits
    from bot.publishing.finding import written  # noqa: PLC0415 - the same

    outcome = outcome_of(source, kind, stem)
    told = {
        "findings": [written(finding) for finding in outcome.findings],
        "xform": outcome.xform,
        "coverage": [asdict(one) for one in outcome.coverage],
        "rows": [asdict(row) for row in outcome.rows],
    }
    return json.dumps(told)


if __name__ == "__main__":
    main()
