"""A workbook checked for publication: what is wrong with it, and the form it makes."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Any

from bot.publishing import form_files, validation
from bot.publishing.bundle import is_bundle, unpacked
from bot.publishing.coverage import Coverage
from bot.publishing.finding import Finding, finding_of, graver_first
from bot.publishing.identity import Identity, identify
from bot.publishing.linting.survey import survey_of
from bot.publishing.package import NOT_A_WORKBOOK, Refused
from bot.publishing.rows import Row
from dialogue.phrase import msgid

MOST_BYTES = 5 * 1024 * 1024
_SECONDS = 30  # from start to end of the subprocess

_NO_FILES: Mapping[str, bytes] = MappingProxyType({})
_HOUSE = Path(__file__).parents[2]
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and .xlsx behind a password

_TOO_LARGE = Finding(
    reason=msgid("This file is larger than {most} MB."),
    remedy=msgid("Take pictures and unused sheets out, and save it again."),
    values={"most": MOST_BYTES // (1024 * 1024)},
)
_OLD_EXCEL = Finding(
    reason=msgid("This is an old Excel file (.xls), or one with a password."),
    remedy=msgid("Save it as an Excel workbook (.xlsx) without a password."),
)
_MACRO_EXCEL = Finding(
    reason=msgid("This kind of workbook can hold macros."),
    remedy=msgid("Save it as an Excel workbook without macros (.xlsx)."),
)
_TOO_SLOW = Finding(
    reason=msgid("The form took more than {seconds} seconds to convert."),
    remedy=msgid("Make it smaller, or split it into several forms."),
    values={"seconds": _SECONDS},
)
_TOO_HEAVY = Finding(
    reason=msgid("The form needs too much memory to convert."),
    remedy=msgid("Make it smaller, or split it into several forms."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A workbook as it came, with its findings and, where none is an error, the form.

    `xform` and `identity` are None where a finding is an error. `source` is to be kept beside the
    form version: giving a form back to its author is giving these bytes back. `rows` are those
    of all sheets, none where the workbook could not be read. `files` are those that the form needs
    and that came, by the names that it knows them by; `missing` names the others that it needs.
    """

    source: bytes
    name: str
    findings: tuple[Finding, ...]
    xform: str | None = None
    identity: Identity | None = None
    coverage: tuple[Coverage, ...] = ()
    rows: tuple[Row, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=lambda: _NO_FILES)
    missing: tuple[str, ...] = ()

    @property
    def publishable(self) -> bool:
        """Tell whether this may become a form version."""
        return self.xform is not None


def check(
    source: bytes,
    name: str,
    files: Mapping[str, bytes] = _NO_FILES,
    lists: Collection[str] = (),
) -> Checked:
    """Check a workbook called `name`; takes up to 30 s and never raises for what is in it.

    `files` came with it, by name; a .zip brings its own. `lists` names the entity lists that are
    kept here: those need no file. Those that the bot acts upon are always known.
    """
    try:
        if is_bundle(source, name):
            bundle = unpacked(source)
            source, name, files = bundle.source, bundle.name, {**files, **bundle.files}
    except Refused as refused:
        return Checked(source=source, name=name, findings=(refused.finding,))
    kind = _kind(source, name)
    if isinstance(kind, Finding):
        return Checked(source=source, name=name, findings=(kind,))
    if found := form_files.too_large(files):
        return Checked(source=source, name=name, findings=found)

    told = _in_subprocess(source, kind, PurePath(name).stem, files, lists)

    if isinstance(told, Finding):
        return Checked(source=source, name=name, findings=(told,))
    xform, came = told["xform"], form_files.matched(told["needs"], files)
    return Checked(
        source=source,
        name=name,
        findings=tuple(finding_of(finding) for finding in told["findings"]),
        xform=xform,
        identity=None if xform is None else identify(xform),
        coverage=tuple(Coverage(**one) for one in told["coverage"]),
        rows=tuple(Row(**row) for row in told["rows"]),
        files=came,
        missing=tuple(file for file in told["needs"] if file not in came),
    )


def thorough(
    source: bytes,
    name: str,
    files: Mapping[str, bytes] = _NO_FILES,
    lists: Collection[str] = (),
) -> Checked:
    """Check a workbook, and let ODK Validate read it too where Java is; takes up to 60 s."""
    checked, java = check(source, name, files, lists), validation.java()
    if checked.xform is None or java is None:
        return checked
    named = survey_of(checked.rows).by_name
    rows = {name: question.row.number for name, question in named.items()}
    said = validation.validated(checked.xform, java=java, rows=rows)
    return replace(checked, findings=graver_first((*checked.findings, *said)))


def _kind(source: bytes, name: str) -> str | Finding:
    """Tell what kind of workbook this is by what it holds, then by its name, or refuse it."""
    ending = PurePath(name.lower()).suffix
    if len(source) > MOST_BYTES:
        return _TOO_LARGE
    if source.startswith(_OLE) or ending == ".xls":
        return _OLD_EXCEL
    if ending in {".xlsm", ".xltm", ".xlsb"}:
        return _MACRO_EXCEL
    if source.startswith(_ZIP):
        return ".xlsx"
    return ending if ending in {".csv", ".md"} else NOT_A_WORKBOOK


def _in_subprocess(
    source: bytes, kind: str, stem: str, files: Mapping[str, bytes], lists: Collection[str]
) -> dict[str, Any] | Finding:
    """Convert in a process of its own, without our environment and so without our secrets."""
    sizes = [(name, len(data)) for name, data in files.items()]
    asked = {"kind": kind, "stem": stem, "files": sizes, "lists": sorted(lists)}
    header = json.dumps(asked).encode()
    with tempfile.TemporaryDirectory(prefix="siao-form-") as scratch:
        try:
            done = subprocess.run(
                [sys.executable, "-B", "-X", "utf8", "-m", "bot.publishing.convert"],
                input=b"".join((header, b"\n", *files.values(), source)),
                capture_output=True,
                cwd=_HOUSE,
                env={"TMPDIR": scratch},
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return _TOO_SLOW
    if done.returncode != 0:
        return _crashed(done.returncode, done.stderr)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _crashed(code: int, errors: bytes) -> Finding:
    """Say why a subprocess ended early: stopped by a limit, or pyxform met what it cannot read."""
    if code < 0:
        return _TOO_SLOW
    lines = errors.decode(errors="replace").strip().splitlines()
    last = lines[-1] if lines else ""
    if last.startswith("MemoryError"):
        return _TOO_HEAVY
    return Finding(
        reason=msgid("The form cannot be read as it is. pyxform stops with: {said}"),
        remedy=msgid("Compare the headings with XLSForm's, and take out columns it does not know."),
        values={"said": last[:200]},
    )
