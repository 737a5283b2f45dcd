"""What is owed to a person by the rules, and what of it is closed by what: one pure function."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from dialogue.rules.anchors import Anchor, anchors, nearby, tellings
from dialogue.rules.facts import BY_WORD, Earlier, Evidence, Facts
from dialogue.rules.proof import (
    Standing,
    by_its_days,
    closes,
    done_by,
    evidence_of,
    is_proven,
    tokens_of,
)
from dialogue.rules.rule import FORM, VISIT, Rule

_ACTIVE: Final = "active"
_EDGE: Final = timedelta(days=100)
_LONGEST: Final = 400  # windows of one rule that repeats, looked at in one go


def owed(facts: Facts, rules: Sequence[Rule]) -> list[Standing]:
    """Tell what is new or changed of what is owed; nothing where all stands as it should.

    The same facts owe the same, in whatever order they are known; what is owed once is not owed
    again. What was closed by somebody's word stays closed, and what was done stays done, even
    where its reason is gone.
    """
    earlier = {one.subject: one for one in facts.earlier}
    wanted = {one.subject: one for one in _wanted(facts, rules)}
    changes = list[Standing]()
    met = set[str]()
    for one in sorted(wanted.values(), key=lambda each: each.subject):
        known = earlier.get(one.subject) or _of_the_same(one, earlier, wanted, met)
        if known is not None:
            met.add(known.subject)
        changes += _change(one, known, facts)
    for one in _remembered(facts, rules, met):
        met.add(one.subject)
        changes += _change(one, earlier[one.subject], facts)
    by_code = {rule.code: rule for rule in rules}
    for known in facts.earlier:
        is_void = known.status == "open" or _is_mistaken(known, by_code.get(known.rule), facts)
        if known.subject not in met and is_void:
            changes.append(_dropped(known, facts))
    return changes


def _is_mistaken(known: Earlier, rule: Rule | None, facts: Facts) -> bool:
    """Tell whether what is not owed by what is known now counts for nothing, though it is over.

    It was missed; or it was done, and a visit that became known late has moved the turns of a rule
    that repeats. Those near the end of what is known are let be.
    """
    if rule is None or facts.someone.status != _ACTIVE or _is_settled(known, facts):
        return False
    is_recent = facts.known_since == date.min or known.opens_on > facts.known_since + _EDGE
    return known.status == "missed" or (
        known.status == "done" and rule.repeats is not None and is_recent
    )


def _wanted(facts: Facts, rules: Sequence[Rule]) -> Iterator[Standing]:
    """Give all that should be there by the facts alone, with how it stands."""
    if facts.someone.status != _ACTIVE:
        return
    evidence = evidence_of(facts, {rule.code: rule for rule in rules})
    for rule in rules:
        for anchor in anchors(rule, facts):
            occasions = _again(rule, anchor, evidence, facts) if rule.repeats else [(anchor, 0)]
            for occasion, late in occasions:
                yield from _standing(rule, occasion, late, evidence, facts)
    for one in facts.earlier:
        if not one.rule:
            token = f"{FORM}{one.form_id}" if one.form_id else VISIT
            yield by_its_days(one, evidence, facts, (token,))


def _remembered(facts: Facts, rules: Sequence[Rule], met: set[str]) -> Iterator[Standing]:
    """Give what an answer told of that is kept no more, as long as no other was given since."""
    if facts.someone.status != _ACTIVE:
        return
    by_code = {rule.code: rule for rule in rules}
    evidence = evidence_of(facts, by_code)
    for known in facts.earlier:
        rule = by_code.get(known.rule)
        if rule is None or not known.is_forgotten or known.subject in met:
            continue
        since = known.told_on or date.min
        later = any(one.on > since for one in tellings(rule.applies[0], facts.answers))
        if not (later and rule.counts == "told"):
            yield replace(by_its_days(known, evidence, facts, rule.closes), rule=rule)


def _again(
    rule: Rule, anchor: Anchor, evidence: Sequence[Evidence], facts: Facts
) -> Iterator[tuple[Anchor, int]]:
    """Begin anew from every time that it was done; so many days later if it was missed."""
    assert rule.repeats is not None  # noqa: S101  # asked by the caller
    done = {one.on for one in evidence if one.token in tokens_of(rule, anchor)}
    ends_on = anchor.ends_on or date.max
    later = sorted(day for day in done if anchor.on < day < ends_on)
    starts = later if later and anchor.on < facts.known_since else [anchor.on, *later]
    for start, following in zip(starts, [*starts[1:], ends_on], strict=True):
        known_from = max(0, (facts.known_since - start).days // rule.repeats)
        for number in range(known_from, known_from + _LONGEST):
            late = number * rule.repeats
            opens_on, _, lapses_on = rule.window(start + timedelta(days=late))
            if opens_on > following:
                break
            key = f"{anchor.key}/{start}" if anchor.token else start.isoformat()
            yield replace(anchor, key=key, on=start), late
            if lapses_on is None or min(lapses_on, following) >= facts.today:
                break


def _standing(
    rule: Rule, anchor: Anchor, late: int, evidence: Sequence[Evidence], facts: Facts
) -> Iterator[Standing]:
    opens_on, due_on, lapses_on = rule.window(anchor.on + timedelta(days=late))
    if lapses_on is not None and lapses_on < facts.known_since:
        return
    if rule.since is not None and due_on < rule.since:
        return
    subject = f"{rule.code}:{anchor.key}" + (f"+{late}" if late else "")
    one = Standing(
        subject=subject,
        rule=rule,
        opens_on=opens_on,
        due_on=due_on,
        lapses_on=lapses_on,
        token=anchor.token,
        told_by=anchor.told_by,
    )
    proof = next((each for each in evidence if closes(each, one, anchor)), None)
    over_on = anchor.ends_on
    if proof is not None and (over_on is None or proof.on <= over_on):
        yield done_by(one, proof)
    elif over_on is not None and over_on <= (lapses_on or date.max):
        return  # it was over before the window was
    elif lapses_on is not None and lapses_on < facts.today:
        yield replace(one, status="missed", how="missed")
    else:
        yield one


def _of_the_same(
    one: Standing, earlier: Mapping[str, Earlier], wanted: Mapping[str, Standing], met: set[str]
) -> Earlier | None:
    """Find what is owed already for the same event, told of by another day."""
    if one.rule is None or one.rule.counts != "event":
        return None
    code, _, key = one.subject.partition(":")
    near = (
        known
        for known in earlier.values()
        if known.rule == code
        and known.subject not in wanted
        and known.subject not in met
        and nearby(known.subject.partition(":")[2], key)
    )
    return min(near, key=lambda known: known.subject, default=None)


def _change(one: Standing, known: Earlier | None, facts: Facts) -> Iterator[Standing]:
    if known is None:
        if one.status != "missed":
            yield one
        return
    is_moved = known.subject != one.subject
    was_done = known.status == "done" and one.status != "done" and is_proven(known, one, facts)
    if was_done or _is_settled(known, facts):
        if is_moved:
            yield _as_known(one, known)
        return
    if not is_moved:  # somebody may have chosen a later day, and it holds
        one = replace(one, opens_on=max(one.opens_on, known.opens_on))
    is_known = (known.opens_on, known.due_on, known.lapses_on, known.status, known.how) == (
        *(one.opens_on, one.due_on, one.lapses_on, one.status, one.how),
    )
    if is_moved or not is_known or known.closed_at != one.closed_at:
        yield replace(one, was=known.subject)


def _is_settled(known: Earlier, facts: Facts) -> bool:
    """Tell whether it stays as it is: by a word, by a form's, or its proof is not at hand."""
    if known.status == "open":
        return False
    last = known.lapses_on or (known.closed_at.date() if known.closed_at else facts.today)
    is_told = not known.rule and (known.status == "done" or known.how == "form")
    return last < facts.known_since or known.how in BY_WORD or is_told


def _as_known(one: Standing, known: Earlier) -> Standing:
    """Keep how it stands under the subject of the day that holds now."""
    return replace(
        one,
        status=known.status,
        how=known.how,
        closed_at=known.closed_at,
        was=known.subject,
    )


def _dropped(known: Earlier, facts: Facts) -> Standing:
    left = facts.someone.status
    return Standing(
        subject=known.subject,
        rule=None,
        opens_on=known.opens_on,
        due_on=known.due_on,
        lapses_on=known.lapses_on,
        status="dropped",
        how="replaced" if left == _ACTIVE else left,
        was=known.subject,
    )
