"""The limited subprocess that lets ODK Validate read a form, and tells what it says.

Run as `python -m bot.publishing.validate`. In: a line of JSON with `java` (the path of Java), then
the XForm. Out: one JSON object with `valid` and `said`, a list of sentences.
"""

import json
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

_MEMORY = "256m"  # of heap: Java reserves more address space than it will ever use
_SECONDS = 25  # of processor time
_FILE = 16 * 1024 * 1024  # bytes
_MOST_SAID = 20

_NOISE = re.compile(
    r"^\s*at |^\s*\.\.\. |^>> |^The following files failed|^Result: |\.xml$|^Caused by: |^\s*$"
    r"|^Validating: |SLF4J|DEBUG|^\d\d:\d\d"
)
_BEFORE = re.compile(r"^(?:[\w.$]+(?:Exception|Error): )+")


def main() -> None:
    """Validate what comes in, once, within limits."""
    _limit()
    header, _, xform = sys.stdin.buffer.read().partition(b"\n")
    java = json.loads(header)["java"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.xml"
        path.write_bytes(xform)
        done = subprocess.run(  # noqa: S603  # the parent found this Java
            [
                java,
                *("-Djava.awt.headless=true", f"-Xmx{_MEMORY}"),
                *("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"),
                *("-jar", str(_jar()), str(path)),
            ],
            capture_output=True,
            check=False,
        )
    told = done.stderr.decode(errors="replace").splitlines()
    sys.stdout.write(json.dumps({"valid": done.returncode == 0, "said": list(sentences(told))}))


def sentences(lines: Iterable[str]) -> Iterator[str]:
    """Keep what is meant for an author, each sentence once; traces and file names are left out."""
    told = dict[str, None]()
    for line in lines:
        if _NOISE.search(line) is None:
            told.setdefault(_BEFORE.sub("", " ".join(line.split())))
    yield from list(told)[:_MOST_SAID]


def _limit() -> None:
    """Bound time and files, for this process and Java in it."""
    for what, most in (
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_FSIZE, _FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def _jar() -> Path:
    from pyxform.validators.odk_validate import ODK_VALIDATE_PATH  # noqa: PLC0415  # heavy

    return Path(ODK_VALIDATE_PATH)


if __name__ == "__main__":
    main()
