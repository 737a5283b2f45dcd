"""What proves that something owed was done: evidence of the right kind, on the right days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from dialogue.rules.anchors import Anchor
from dialogue.rules.facts import PAPER, Earlier, Evidence, Facts, Status
from dialogue.rules.rule import FORM, NEED, REFERRAL, VISIT, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one follow-up stands, or shall stand; `was` is the subject it is known by so far.

    `rule` is None where a form wrote it. `told_by` is the submission that told of it. `how` tells
    what closed it (form, visit, need, referral) or why it is dropped. `closed_at` is when that took
    place, `closed_by` its submission.
    """

    subject: str
    rule: Rule | None
    opens_on: date
    due_on: date
    lapses_on: date | None
    token: str = ""
    told_by: str | None = None
    status: Status = "open"
    how: str = ""
    closed_at: datetime | None = None
    closed_by: str | None = None
    was: str | None = None


def evidence_of(facts: Facts, rules: Mapping[str, Rule]) -> list[Evidence]:
    """List all evidence by when it took place, with what was done on paper."""
    paper = (
        Evidence(token=token, at=one.closed_at)
        for one in facts.earlier
        if one.how == PAPER and one.closed_at is not None and one.rule in rules
        for token in rules[one.rule].closes
        if token == VISIT or token.startswith(FORM)
    )
    return sorted((*facts.evidence, *paper), key=lambda one: (one.at, one.token, one.by or ""))


def closes(proof: Evidence, one: Standing, anchor: Anchor) -> bool:
    """Tell whether a piece of evidence closes what is owed on this occasion."""
    rule = one.rule
    assert rule is not None  # noqa: S101  # asked by the caller
    if proof.token not in tokens_of(rule, anchor) or not is_within(proof, one):
        return False
    is_own = not anchor.told.isdisjoint({proof.by, proof.visit_id} - {None})
    if rule.about == "answer" and rule.counted_from == "day":
        return not is_own and proof.on > anchor.on
    if rule.repeats:
        return proof.on > anchor.on
    if proof.token == VISIT:
        return not is_own and (anchor.told_on is None or proof.on > anchor.told_on)
    return True


def tokens_of(rule: Rule, anchor: Anchor) -> set[str]:
    """Give what closes a rule on this occasion."""
    return {anchor.token if one in {NEED, REFERRAL} else one for one in rule.closes}


def is_within(proof: Evidence, one: Standing) -> bool:
    """Tell whether a piece of evidence lies within the days of what is owed."""
    return one.opens_on <= proof.on <= (one.lapses_on or date.max)


def done_by(one: Standing, proof: Evidence) -> Standing:
    """Give what is owed as closed by a piece of evidence."""
    how = proof.token.partition(":")[0]
    return replace(one, status="done", how=how, closed_at=proof.at, closed_by=proof.by)


def by_its_days(
    known: Earlier, evidence: Sequence[Evidence], facts: Facts, tokens: Sequence[str]
) -> Standing:
    """Tell how a follow-up stands by its own days alone, closed by any of these tokens."""
    one = Standing(
        subject=known.subject,
        rule=None,
        opens_on=known.opens_on,
        due_on=known.due_on,
        lapses_on=known.lapses_on,
    )
    after = date.min if known.rule or known.told_on is None else known.told_on
    proofs = (
        each
        for each in evidence
        if each.token in tokens and each.on > after and is_within(each, one)
    )
    proof = next(proofs, None)
    if proof is not None:
        return done_by(one, proof)
    if known.lapses_on is not None and known.lapses_on < facts.today:
        return replace(one, status="missed", how="missed")
    return one


def is_proven(known: Earlier, one: Standing, facts: Facts) -> bool:
    """Tell whether what closed it is still there, though the days have moved."""
    closes = () if one.rule is None else one.rule.closes
    tokens = {one.token if token in {NEED, REFERRAL} else token for token in closes}
    return any(each.token in tokens and each.at == known.closed_at for each in facts.evidence)
