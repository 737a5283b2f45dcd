"""Facts and rules for tests, with telling defaults."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from dialogue.rules.facts import Answered, Earlier, Evidence, Facts, Found, Someone
from dialogue.rules.owing import owed
from dialogue.rules.proof import Standing
from dialogue.rules.rule import Condition, Rule

DAY = date(2026, 11, 1)

POSTPARTUM = tuple(
    Rule(
        code=f"postpartum_{due}",
        about="answer",
        applies=(Condition(name="birth", form_id="postpartum"),),
        counted_from="date",
        counts="event",
        opens=opens,
        due=due,
        lapses=due,
        closes=("form:postpartum",),
    )
    for opens, due in ((0, 7), (8, 15), (16, 42))
)
MILD = Rule(
    code="q9_mild",
    about="answer",
    applies=(Condition(name="q9_band", values=frozenset({"mild"})),),
    opens=14,
    due=28,
    lapses=42,
    closes=("form:q9",),
)
NEXT_VISIT = Rule(
    code="next_visit",
    about="answer",
    applies=(Condition(name="next_visit"),),
    counted_from="date",
    opens=-3,
    due=0,
    lapses=30,
)
URGENT = Rule(
    code="need_9",
    about="need",
    applies=(Condition(name="urgency", values=frozenset({"9"})),),
    due=1,
    closes=("need",),
)
GROUP_1 = Rule(
    code="ltc_1",
    about="answer",
    applies=(Condition(name="ltc_group", values=frozenset({"1"})),),
    opens=10,
    due=15,
    lapses=20,
    repeats=15,
)
ALL = (*POSTPARTUM, MILD, NEXT_VISIT, URGENT, GROUP_1)


def day(number: int) -> date:
    """Give the day so many days after the first of November."""
    return DAY + timedelta(days=number)


def at(number: int) -> datetime:
    return datetime(2026, 11, 1, 9, 0, tzinfo=UTC) + timedelta(days=number)


def answered(name: str, value: object, on: int, *, form: str = "q9", visit: str = "") -> Answered:
    told = value.isoformat() if isinstance(value, date) else str(value)
    by = f"{form}@{on}"
    return Answered(form_id=form, name=name, value=told, on=day(on), by=by, visit_id=visit or None)


def form(form_id: str, on: int) -> Evidence:
    return Evidence(token=f"form:{form_id}", at=at(on), by=f"{form_id}@{on}")


def visit(on: int, name: str = "") -> Evidence:
    return Evidence(token="visit", at=at(on), visit_id=name or f"visit@{on}")


def need(name: str, on: int, urgency: int = 9, closed: int | None = None) -> Found:
    closed_at = None if closed is None else at(closed)
    return Found(id=name, on=day(on), codes={"urgency": str(urgency)}, closed_at=closed_at)


def facts(
    today: int,
    *,
    answers: Iterable[Answered] = (),
    evidence: Iterable[Evidence] = (),
    needs: Iterable[Found] = (),
    earlier: Iterable[Earlier] = (),
    status: str = "active",
) -> Facts:
    closed = (Evidence(token=f"need:{one.id}", at=one.closed_at) for one in needs if one.closed_at)
    return Facts(
        today=day(today),
        someone=Someone(status=status, registered_on=DAY),
        answers=tuple(answers),
        needs=tuple(needs),
        evidence=(*evidence, *closed),
        earlier=tuple(earlier),
    )


def kept(standings: Iterable[Standing], before: Iterable[Earlier] = ()) -> tuple[Earlier, ...]:
    """Give what is there after these changes."""
    rows = {one.subject: one for one in before}
    for one in standings:
        known = rows.pop(one.was) if one.was is not None else None
        assert known is not None or one.subject not in rows, "the same is owed twice"
        rule = known.rule if known is not None else one.rule.code if one.rule is not None else ""
        rows[one.subject] = Earlier(
            subject=one.subject,
            rule=rule,
            opens_on=one.opens_on,
            due_on=one.due_on,
            lapses_on=one.lapses_on,
            status=one.status,
            how=one.how,
            closed_at=one.closed_at,
        )
    return tuple(rows.values())


def after(known: Facts, rules: Sequence[Rule] = ALL) -> dict[str, str]:
    """Tell how everything stands afterwards: the status by subject."""
    rows = kept(owed(known, rules), known.earlier)
    return {one.subject: one.status for one in rows}
