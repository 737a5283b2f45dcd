"""What the days of a rule are counted from: every occasion on which it applies."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dialogue.rules.facts import Answered, Facts, Found
from dialogue.rules.rule import NEED, REFERRAL, Condition, Rule

_ONE_EVENT = timedelta(days=60)  # between days that are told of one birth, or one pregnancy
_MOST_WEEKS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """One occasion: `on` is where days are counted from, `key` what tells it from others.

    `told` are the submissions and visits that told of it, the last on `told_on`: they are no visit
    that closes it. `told_by` is the first of those submissions that correct one another. `ends_on`
    is the day from which it holds no more, None while it does. `token` is what closes it where the
    rule says "need" or "referral".
    """

    key: str
    on: date
    told: frozenset[str] = frozenset()
    told_on: date | None = None
    told_by: str | None = None
    ends_on: date | None = None
    token: str = ""


def anchors(rule: Rule, facts: Facts) -> Iterator[Anchor]:
    """Find every occasion on which a rule applies to somebody."""
    if rule.groups and rule.groups.isdisjoint(facts.someone.groups):
        return
    match rule.about:
        case "answer":
            found = _events(rule, facts) if rule.counts == "event" else _each(rule, facts)
            yield from _merged(found)
        case "need":
            yield from (_of(one, NEED) for one in facts.needs if _holds(rule, one))
        case "referral":
            yield from (_of(one, REFERRAL) for one in facts.referrals if _holds(rule, one))
        case "person":
            codes = facts.someone.codes
            if all(one.holds(codes.get(one.name, "")) for one in rule.applies):
                on = facts.someone.registered_on
                yield Anchor(key=on.isoformat(), on=on)


def nearby(key: str, other: str) -> bool:
    """Tell whether two keys of a rule that counts events are days of the same event."""
    try:
        return abs(date.fromisoformat(key) - date.fromisoformat(other)) <= _ONE_EVENT
    except ValueError:
        return False


def _holds(rule: Rule, found: Found) -> bool:
    return all(one.holds(found.codes.get(one.name, "")) for one in rule.applies)


def _of(found: Found, kind: str) -> Anchor:
    """Count from a need or referral until it is closed: what would open later is not owed."""
    return Anchor(
        key=found.id,
        on=found.on,
        told=frozenset({found.visit_id} if found.visit_id else ()),
        ends_on=None if found.closed_at is None else found.closed_at.date(),
        token=f"{kind}:{found.id}",
    )


def _merged(found: Iterable[Anchor]) -> Iterator[Anchor]:
    """Take those of one key for one occasion, which holds as long as any of them does."""
    by_key: dict[str, list[Anchor]] = {}
    for one in found:
        by_key.setdefault(one.key, []).append(one)
    for same in by_key.values():
        ends = [one.ends_on for one in same if one.ends_on is not None]
        told = frozenset[str]().union(*(one.told for one in same))
        last = max(same, key=lambda one: one.told_on or date.min)
        yield replace(last, told=told, ends_on=max(ends) if len(ends) == len(same) else None)


def _each(rule: Rule, facts: Facts) -> Iterator[Anchor]:
    """Let each answer hold until the question is answered on a later day."""
    told = sorted(tellings(rule.applies[0], facts.answers), key=lambda one: (one.on, one.by))
    for one in told:
        on = _counted(rule, one) if rule.applies[0].holds(one.value) else None
        later = next((other.on for other in told if other.on > one.on), None)
        if on is not None:
            ends_on = _earliest(later, _ended(rule, on, facts))
            yield _anchor(on, [one], ends_on)


def _events(rule: Rule, facts: Facts) -> Iterator[Anchor]:
    """Gather answers that tell of days near one another; the last that was told holds."""
    holding = (
        one for one in tellings(rule.applies[0], facts.answers) if rule.applies[0].holds(one.value)
    )
    dated = ((on, one) for one in holding if (on := _counted(rule, one)) is not None)
    for event in _near(sorted(dated, key=lambda each: (each[0], each[1].on, each[1].by))):
        on, _ = max(event, key=lambda each: (each[1].on, each[1].by))
        yield _anchor(on, [one for _, one in event], _ended(rule, on, facts))


def _near(dated: Iterable[tuple[date, Answered]]) -> Iterator[list[tuple[date, Answered]]]:
    event: list[tuple[date, Answered]] = []
    for on, one in dated:
        if event and on - event[-1][0] > _ONE_EVENT:
            yield event
            event = []
        event.append((on, one))
    if event:
        yield event


def tellings(condition: Condition, answers: Iterable[Answered]) -> list[Answered]:
    """List the answers that a condition asks for, whatever they say."""
    return [
        one
        for one in answers
        if one.name == condition.name and condition.form_id in {"", one.form_id}
    ]


def _counted(rule: Rule, one: Answered) -> date | None:
    """Find the day that is counted from; None where the answer does not say."""
    if rule.counted_from == "date":
        return day_in(one.value)
    if rule.counted_from == "weeks":
        is_weeks = one.value.isascii() and one.value.isdecimal() and len(one.value) < 3
        weeks = int(one.value) if is_weeks else _MOST_WEEKS + 1
        return one.on - timedelta(weeks=weeks) if weeks <= _MOST_WEEKS else None
    return one.on


def _ended(rule: Rule, on: date, facts: Facts) -> date | None:
    """Find the day from which what the rule excludes was so, after the day that is counted."""
    if rule.unless is None:
        return None
    told = (
        one
        for one in tellings(rule.unless, facts.answers)
        if rule.unless.holds(one.value) and one.on >= on
    )
    days = (day_in(one.value) or one.on for one in told)
    return min((day for day in days if day >= on), default=None)


def day_in(text: str) -> date | None:
    """Read a date as forms write it (2026-11-25, a time may follow); None where there is none."""
    try:
        found = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return found if 1900 < found.year < 2200 else None


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _anchor(on: date, told_in: Sequence[Answered], ends_on: date | None) -> Anchor:
    told = {one.by for one in told_in} | {one.visit_id for one in told_in if one.visit_id}
    last = max(told_in, key=lambda one: (one.on, one.by))
    return Anchor(
        key=on.isoformat(),
        on=on,
        told=frozenset(told),
        told_on=last.on,
        told_by=last.root or last.by,
        ends_on=ends_on,
    )
