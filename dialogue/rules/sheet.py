"""Rules as they are written in a table: read, checked and written back."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Final, cast

from dialogue.rules.rule import (
    FORM,
    NEED,
    REFERRAL,
    VISIT,
    About,
    Condition,
    CountedFrom,
    Counts,
    Rule,
)

_ABOUT: Final = ("answer", "need", "referral", "person")
_COUNTED_FROM: Final = ("day", "date", "weeks")
_COUNTS: Final = ("told", "event")
_CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,38}")
_NAME: Final = re.compile(r"(?:([A-Za-z_][\w.-]*)\.)?([A-Za-z_][\w-]*)")
_LONGEST: Final = 400
_DAYS: Final = 20_000
_OFTEN: Final = 2  # days, at least, between two of a rule that repeats


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One line of the table, as it is written there; `verified` is "yes" or "no"."""

    code: str
    name_th: str = ""
    name_lo: str = ""
    about: str = ""
    applies: str = ""
    groups: str = ""
    counted_from: str = "day"
    counts: str = "told"
    opens: str = "0"
    due: str = "0"
    lapses: str = ""
    repeats: str = ""
    closes: str = VISIT
    unless: str = ""
    source: str = ""
    verified: str = "no"

    @property
    def is_verified(self) -> bool:
        """Tell whether it may be on where nobody has switched it."""
        return self.verified == "yes"

    def cells(self) -> dict[str, str]:
        """Give its cells by the names of their columns."""
        return asdict(self)


COLUMNS: Final = tuple(field.name for field in fields(Written))


def line(cells: Mapping[str, str]) -> Written:
    """Read the cells of one line; other columns are let be, and blanks are as by default."""
    told = {name: " ".join((cells.get(name) or "").split()) for name in COLUMNS}
    return Written(**{"code": "", **{name: text for name, text in told.items() if text}})


def rule_of(written: Written) -> Rule:
    """Make the rule that a line means.

    Raises:
        ValueError: when it means none; `faults` says why.
    """
    if found := list(faults(written)):
        raise ValueError(found[0])
    return Rule(
        code=written.code,
        about=cast("About", written.about),
        applies=tuple(_conditions(written.applies)),
        groups=frozenset(written.groups.split()),
        counted_from=cast("CountedFrom", written.counted_from),
        counts=cast("Counts", written.counts),
        opens=int(written.opens),
        due=int(written.due),
        lapses=int(written.lapses) if written.lapses else None,
        repeats=int(written.repeats) if written.repeats else None,
        closes=tuple(written.closes.split()),
        unless=next(_conditions(written.unless), None),
    )


def faults(written: Written) -> Iterator[str]:
    """Say what is wrong with a line, a sentence each; nothing where it means a rule."""
    if not _CODE.fullmatch(written.code):
        yield "code must be small letters of English, digits and _, at most 39, a letter first."
    if not written.name_th or not written.name_lo:
        yield "name_th and name_lo must both say what is to be done."
    for name, known in (("about", _ABOUT), ("counted_from", _COUNTED_FROM), ("counts", _COUNTS)):
        if getattr(written, name) not in known:
            yield f"{name} must be one of {', '.join(known)}."
    if written.verified not in {"yes", "no"}:
        yield "verified must be yes or no."
    if any(len(text) > _LONGEST for text in written.cells().values()):
        yield f"A cell may hold {_LONGEST} letters at most."
    yield from _faults_of_conditions(written)
    yield from _faults_of_closing(written)
    yield from _faults_of_days(written)


def _faults_of_conditions(written: Written) -> Iterator[str]:
    for name in ("applies", "unless"):
        if any(not _NAME.fullmatch(_split(part)[0]) for part in _parts(getattr(written, name))):
            yield f"{name} must be written like name, name=value|value or form.name=value."
    if written.about == "answer" and len(_parts(written.applies)) != 1:
        yield "applies must name one answer where the rule is about one."
    if len(_parts(written.unless)) > 1:
        yield "unless can hold one condition."
    if written.about != "answer" and (written.counted_from, written.counts) != ("day", "told"):
        yield "counted_from and counts are for rules that are about an answer."


def _faults_of_closing(written: Written) -> Iterator[str]:
    closes = written.closes.split()
    known = {VISIT, written.about} if written.about in {NEED, REFERRAL} else {VISIT}
    if not closes or any(
        one not in known and not (one.startswith(FORM) and one != FORM) for one in closes
    ):
        yield f"closes must be made of {', '.join(sorted(known))} and form:ID."


def _faults_of_days(written: Written) -> Iterator[str]:
    days = {name: getattr(written, name) for name in ("opens", "due", "lapses", "repeats")}
    for name, text in days.items():
        may_be_blank = name in {"lapses", "repeats"}
        if not re.fullmatch(r"-?[0-9]{1,5}", text) and not (may_be_blank and not text):
            yield f"{name} must be a number of days."
            return
    opens, due = int(written.opens), int(written.due)
    lapses = int(written.lapses) if written.lapses else _DAYS
    if not -_DAYS <= opens <= due <= lapses <= _DAYS:
        yield "The days must stand in order: opens, due, lapses."
    if written.repeats and int(written.repeats) < max(_OFTEN, lapses - opens + 1):
        yield "repeats must be longer than the days from opens to lapses, which must be given."


def _conditions(text: str) -> Iterator[Condition]:
    for part in _parts(text):
        name, values = _split(part)
        found = _NAME.fullmatch(name)
        assert found is not None  # noqa: S101  # looked at before
        form_id, bare = found.groups()
        yield Condition(name=bare, form_id=form_id or "", values=frozenset(values))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _split(part: str) -> tuple[str, list[str]]:
    name, _, values = part.partition("=")
    return name.strip(), [value.strip() for value in values.split("|") if value.strip()]
