"""The kinds of reports: what each counts, in which lines and columns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dialogue.phrase import Phrase, msgid, phrase
from dialogue.reporting.table import Column, Line
from handlers.report_words import HAZARDS, JOBS, NEED_KINDS, REASONS, URGENT
from models.need import KINDS, URGENCIES
from models.report import Asked, Counts, Reports

TOTAL: Final = ""
"""The row that holds the total."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its name in counts and what people read.

    `parts` are the rows whose sum it is; () where it is counted itself.
    """

    name: str
    label: str
    level: int = 1
    parts: tuple[str, ...] = ()

    @property
    def line(self) -> Line:
        """The line of a table that shows this row."""
        return Line(key=self.name, label=phrase(self.label), level=self.level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One report.

    `rows` is empty where the lines are areas. `open_columns` are those that count no people and
    are never hidden. `sums` name, besides the parts of rows, rows that are sums of others. `coarse`
    are rows, by the first word of their names, that are not told of tambons.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    count: Callable[[Reports, Asked], Counts]
    rows: tuple[Row, ...] = ()
    open_columns: frozenset[str] = frozenset()
    sums: tuple[tuple[str, tuple[str, ...]], ...] = ()
    coarse: frozenset[str] = frozenset()

    @property
    def heading(self) -> Phrase:
        """What the report is called."""
        return phrase(self.title)


def _column(name: str, label: str) -> Column:
    return Column(name=name, label=phrase(label))


_PEOPLE: Final = (_column("people", msgid("people")),)
_COUNT: Final = (_column("count", msgid("count")),)


def _need_rows() -> tuple[Row, ...]:
    each = URGENCIES[::-1]
    rows = [
        Row(name=TOTAL, label=msgid("All needs"), level=0, parts=KINDS),
        *(
            Row(
                name=f"all {urgency}",
                label=URGENT[urgency],
                level=2,
                parts=tuple(f"{kind} {urgency}" for kind in KINDS),
            )
            for urgency in each
        ),
    ]
    for kind in KINDS:
        parts = tuple(f"{kind} {urgency}" for urgency in each)
        rows.append(Row(name=kind, label=NEED_KINDS.get(kind, NEED_KINDS["other"]), parts=parts))
        rows += [
            Row(name=part, label=URGENT[urgency], level=2)
            for part, urgency in zip(parts, each, strict=True)
        ]
    return tuple(rows)


def _rows_of(name: str, labels: Mapping[str, str], *, level: int = 2) -> tuple[Row, ...]:
    return tuple(
        Row(name=f"{name} {value}", label=label, level=level) for value, label in labels.items()
    )


_RIGHTS: Final = {
    "right": (("home_visit", "right"), ("rights_access", "has_right")),
    "use": (("home_visit", "right_used"), ("rights_access", "used")),
    "why": (
        ("home_visit", "why_not"),
        ("rights_access", "why_not"),
        ("home_visit", "barriers"),
        ("rights_access", "barriers"),
    ),
}
_HAVE_NONE: Final = {"none", "no"}


def _rights(reports: Reports, asked: Asked) -> Counts:
    """Fold the schemes, which may tell where someone comes from, into having a right or none."""
    folded = Counts()
    for (area, row, column), number in reports.answers(asked, _RIGHTS).items():
        question, _, value = row.partition(" ")
        if question == "right" and value:
            has = "none" if value in _HAVE_NONE else value if value == "unknown" else "yes"
            row = f"right {has}"  # noqa: PLW2901  # the same count under a wider name
        key = (area, row, column)
        folded[key] = folded.get(key, 0) + number
    return folded


_ADL: Final = {"adl": (("barthel_adl", "adl_group"),)}
_WORK: Final = {name: (("work_risk", name),) for name in ("job", "hazards", "protects", "accident")}

VISITS: Final = Kind(
    name="visits",
    title=msgid("Visits and people"),
    columns=(
        _column("visits", msgid("visits")),
        _column("people", msgid("people")),
        _column("new", msgid("new people")),
        _column("volunteers", msgid("active volunteers")),
    ),
    count=Reports.visits,
    open_columns=frozenset({"volunteers"}),
)

NEEDS: Final = Kind(
    name="needs",
    title=msgid("Needs"),
    columns=(
        _column("found", msgid("found")),
        _column("met", msgid("met")),
        _column("open", msgid("open")),
    ),
    count=Reports.needs,
    rows=_need_rows(),
    sums=((TOTAL, tuple(f"all {urgency}" for urgency in URGENCIES)),),
)

RIGHTS: Final = Kind(
    name="rights",
    title=msgid("Gaps in health rights"),
    columns=_PEOPLE,
    count=_rights,
    rows=(
        Row(name="right", label=msgid("Asked about their right")),
        *_rows_of(
            "right",
            {
                "yes": msgid("have a right"),
                "none": msgid("have none"),
                "unknown": msgid("do not know"),
            },
        ),
        Row(name="use", label=msgid("Asked whether they use it")),
        *_rows_of(
            "use",
            {
                "always": msgid("always use it"),
                "sometimes": msgid("use it sometimes"),
                "never": msgid("never use it"),
                "not_sick": msgid("were not ill"),
            },
        ),
        Row(name="why", label=msgid("Told why they have none or do not use it")),
        *_rows_of("why", REASONS),
    ),
    sums=(
        ("right", ("right yes", "right none", "right unknown")),
        ("use", ("use always", "use sometimes", "use never", "use not_sick", "use no_right")),
    ),
    coarse=frozenset({"why"}),  # what keeps people from care hints at where they come from
)

FOLLOW_UPS: Final = Kind(
    name="followups",
    title=msgid("Follow-ups on time"),
    columns=_COUNT,
    count=Reports.follow_ups,
    rows=(
        Row(
            name=TOTAL,
            label=msgid("Due in this period"),
            level=0,
            parts=("on_time", "late", "overdue", "open", "missed", "dropped"),
        ),
        Row(name="on_time", label=msgid("done on time")),
        Row(name="late", label=msgid("done late")),
        Row(name="overdue", label=msgid("overdue, not done")),
        Row(name="open", label=msgid("not due yet")),
        Row(name="missed", label=msgid("missed")),
        Row(name="dropped", label=msgid("no longer needed")),
    ),
)

REFERRALS: Final = Kind(
    name="referrals",
    title=msgid("People sent to care"),
    columns=_COUNT,
    count=Reports.referrals,
    rows=(
        Row(
            name=TOTAL,
            label=msgid("Sent in this period"),
            level=0,
            parts=("arrived", "closed", "not_arrived", "made", "stuck"),
        ),
        Row(name="arrived", label=msgid("got there")),
        Row(name="closed", label=msgid("ended otherwise")),
        Row(name="not_arrived", label=msgid("did not get there")),
        Row(name="made", label=msgid("not known yet")),
        Row(name="stuck", label=msgid("asked often, not known")),
    ),
)

ADL: Final = Kind(
    name="adl",
    title=msgid("Groups of daily living (ADL)"),
    columns=_PEOPLE,
    count=lambda reports, asked: reports.answers(asked, _ADL),
    rows=(
        Row(name="adl", label=msgid("People screened"), level=0),
        *_rows_of(
            "adl",
            {
                "social": msgid("get about (12 to 20)"),
                "home": msgid("stay at home (5 to 11)"),
                "bed": msgid("stay in bed (0 to 4)"),
                "incomplete": msgid("not complete"),
            },
            level=1,
        ),
    ),
    sums=(("adl", ("adl social", "adl home", "adl bed", "adl incomplete")),),
)

WORK_RISK: Final = Kind(
    name="work-risk",
    title=msgid("Risks of informal work"),
    columns=_PEOPLE,
    count=lambda reports, asked: reports.answers(asked, _WORK),
    rows=(
        Row(name="job", label=msgid("Asked about their work")),
        *_rows_of("job", JOBS),
        Row(name="hazards", label=msgid("Asked about hazards")),
        *_rows_of("hazards", HAZARDS),
        Row(name="protects nothing", label=msgid("Use no protection")),
        Row(name="accident", label=msgid("Asked about accidents")),
        *_rows_of(
            "accident",
            {
                "yes": msgid("had an accident at work"),
                "no": msgid("had none"),
                "unknown": msgid("do not know"),
            },
        ),
    ),
    sums=(
        ("job", tuple(f"job {name}" for name in JOBS)),
        ("accident", ("accident yes", "accident no", "accident unknown")),
    ),
)

EVERY: Final[Sequence[Kind]] = (
    VISITS,
    NEEDS,
    RIGHTS,
    FOLLOW_UPS,
    REFERRALS,
    ADL,
    WORK_RISK,
)
BY_NAME: Final[Mapping[str, Kind]] = {kind.name: kind for kind in EVERY}
