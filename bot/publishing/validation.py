"""ODK Validate beside our own check: whether ODK Collect would open the form too."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bot.publishing.finding import Finding
from dialogue.phrase import msgid

_SECONDS = 30  # from start to end of the subprocess
_HOUSE = Path(__file__).parents[2]
_NAMED = re.compile(r"\$\{([^{}]+)\}|(?:/[\w.-]+)*/([\w.-]+)")


def java() -> str | None:
    """Find Java; None where there is none, and ODK Validate is not asked."""
    return shutil.which("java")


def validated(xform: str, *, java: str, rows: dict[str, int]) -> tuple[Finding, ...]:
    """Let ODK Validate read a form; `rows` are those of the survey sheet by name. Takes seconds.

    What it says are warnings: the chat runs by our own runtime, which has read the form already.
    """
    with tempfile.TemporaryDirectory(prefix="siao-validate-") as scratch:
        try:
            done = subprocess.run(
                [sys.executable, "-B", "-X", "utf8", "-m", "bot.publishing.validate"],
                input=json.dumps({"java": java}).encode() + b"\n" + xform.encode(),
                capture_output=True,
                cwd=_HOUSE,
                env={"TMPDIR": scratch},
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return (_silent(),)
    if done.returncode != 0:
        return (_silent(),)
    told = json.loads(done.stdout)
    return tuple(_finding(said, rows, valid=told["valid"]) for said in told["said"])


def _finding(said: str, rows: dict[str, int], *, valid: bool) -> Finding:
    names = (one or other for one, other in _NAMED.findall(said))
    row = next((rows[name] for name in names if name in rows), None)
    return Finding(
        reason=msgid("ODK Validate says: {said}"),
        remedy=(
            msgid("Nothing has to be done for LINE.")
            if valid
            else msgid("Correct this place, or ODK Collect will not open the form.")
        ),
        sheet=None if row is None else "survey",
        row=row,
        values={"said": said[:300]},
        severity="information" if valid else "warning",
    )


def _silent() -> Finding:
    return Finding(
        reason=msgid("ODK Validate gave no answer."),
        remedy=msgid("Nothing has to be done for LINE."),
        severity="information",
    )
