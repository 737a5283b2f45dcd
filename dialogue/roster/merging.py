"""What a row makes of a person: what is told of them afterwards, and whether it is new."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from dialogue.phrase import msgid, phrase
from dialogue.roster.row import Given, Problem

Done: TypeAlias = Literal["created", "updated", "same", "refused", "missing"]
"""What became of a row; "missing" is somebody of whom there is none."""

ACTIVE: Final = "active"
RECORD: Final = "record"

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """A consent that stands, or was taken back: `taken_back_on` is None while it stands."""

    purpose: str
    by: str
    on: date
    taken_back_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of a person before a row is read."""

    nickname: str
    area: str
    status: str = ACTIVE
    properties: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    assignee_id: str | None = None
    agreed: tuple[Agreed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Consent that was given on paper for everybody of a sheet who has none."""

    on: date
    by: str = "self"


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """What is told of a person after a row; `agreed` are the consents that are new."""

    done: Done
    nickname: str
    area: str
    properties: Mapping[str, str]
    assignee_id: str | None
    agreed: tuple[Agreed, ...] = ()
    on_paper: bool = False

    @property
    def status(self) -> str:
        """Whether they live there, and agree to be visited."""
        return self.properties.get("status") or ACTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging:
    """How rows are put into the register; with `replace` a blank cell empties what is known."""

    replace: bool = False
    paper: Paper | None = None

    def after(
        self, given: Given, standing: Standing | None, assignee_id: str | None
    ) -> After | Problem:
        """Tell what a row makes of a person, None of whom is known yet; or why it is refused."""
        before = standing or Standing(nickname="", area="")
        properties = self._properties(given, before)
        agreed = _agreed(given, self._consent(given, before))
        if (problem := _refusal(given, standing, agreed, properties)) is not None:
            return problem
        new = tuple(one for one in agreed if not any(_covers(old, one) for old in before.agreed))
        if new:
            named = [*properties.get("consent", "").split(), *(one.purpose for one in new)]
            properties["consent"] = " ".join(dict.fromkeys(named))
        after = After(
            done="created",
            nickname=given.nickname or before.nickname,
            area=given.area or before.area,
            properties=properties,
            assignee_id=self._assignee(given, before, assignee_id),
            agreed=new,
            on_paper=bool(new) and given.consent_on is None,
        )
        return after if standing is None else _told(after, standing)

    def _properties(self, given: Given, before: Standing) -> dict[str, str]:
        told = {
            key: value
            for key, value in _written(given, before).items()
            if value or (self.replace and given.named & _COLUMNS[key])
        }
        status = given.status or before.status
        properties = {**before.properties, **told, "status": status}
        return {
            key: value for key, value in properties.items() if value or key in before.properties
        }

    def _assignee(self, given: Given, before: Standing, assignee_id: str | None) -> str | None:
        if assignee_id is not None:
            return assignee_id
        empties = self.replace and "volunteer" in given.named and not given.volunteer
        return None if empties else before.assignee_id

    def _consent(self, given: Given, before: Standing) -> tuple[str, date, tuple[str, ...]] | None:
        """Tell who consents with this row, when and to what; None where nobody does."""
        if given.consent and given.consent_by and given.consent_on:
            return given.consent_by, given.consent_on, given.consent
        if self.paper is None or any(one.purpose == RECORD for one in before.agreed):
            return None
        by = given.consent_by or self.paper.by
        return by, self.paper.on, given.consent or (RECORD,)


_COLUMNS: Final = {
    "birth_year": {"birth_year", "age"},
    "sex": {"sex"},
    "speaks": {"speaks"},
    "groups": {"groups"},
    "village": {"village"},
    "household": {"household"},
    "carer": {"carer"},
}
"""By which columns each property is told."""


def is_near(year: int, known: int, *, from_age: bool) -> bool:
    """Tell whether two years of birth may be one: an age leaves two years open."""
    return year == known or (from_age and year - known == 1)


def _written(given: Given, before: Standing) -> dict[str, str]:
    """Write what a row gives as properties; what only looks different stays as it was."""
    known_groups, known_year = (
        before.properties.get("groups", ""),
        before.properties.get("birth_year", ""),
    )
    groups = " ".join(given.groups)
    if set(known_groups.split()) == set(given.groups):
        groups = known_groups
    year = "" if given.birth_year is None else str(given.birth_year)
    if year and known_year.isdecimal():
        is_same = is_near(int(year), int(known_year), from_age=given.from_age)
        year = known_year if is_same else year
    return {
        "birth_year": year,
        "sex": given.sex,
        "speaks": given.speaks,
        "groups": groups,
        "village": given.village,
        "household": given.household,
        "carer": given.carer,
    }


def _agreed(given: Given, consent: tuple[str, date, tuple[str, ...]] | None) -> tuple[Agreed, ...]:
    if consent is None or given.status == "refused":
        return ()
    by, on, purposes = consent
    return tuple(Agreed(purpose=purpose, by=by, on=on) for purpose in purposes)


def _covers(known: Agreed, given: Agreed) -> bool:
    """Tell whether a consent is told already, by a later one or by what was taken back since."""
    until = known.taken_back_on or known.on
    return known.purpose == given.purpose and until >= given.on


def _refusal(
    given: Given,
    standing: Standing | None,
    agreed: tuple[Agreed, ...],
    properties: Mapping[str, str],
) -> Problem | None:
    """Tell why a row cannot be kept, None when it can: without consent nothing is."""
    if standing is None:
        return _incomplete(given, properties["status"]) or _unagreed(given, (), agreed)
    if properties["status"] != ACTIVE:
        return None  # that somebody moved, died or refused may always be told
    return _unagreed(given, standing.agreed, agreed)


def _incomplete(given: Given, status: str) -> Problem | None:
    """Tell what is missing of somebody new."""
    if not given.area:
        return Problem(key="area", reason=phrase(_NO_AREA))
    if not given.nickname:
        return Problem(key="nickname", reason=phrase(_NO_NAME))
    if status == "refused":
        return Problem(key="status", reason=phrase(_REFUSED))
    return None


def _unagreed(
    given: Given, before: tuple[Agreed, ...], agreed: tuple[Agreed, ...]
) -> Problem | None:
    """Tell that there is no consent to the record, or that it was taken back since."""
    records = [one for one in before if one.purpose == RECORD]
    ended = [one.taken_back_on for one in records if one.taken_back_on]
    stands = any(one.taken_back_on is None for one in records)
    mine = [one for one in agreed if one.purpose == RECORD]
    if ended and not stands and not any(one.on > max(ended) for one in mine):
        return Problem(key="consent_on", reason=phrase(_TAKEN_BACK))
    if stands or mine:
        return None
    if given.consent and RECORD not in given.consent:
        return Problem(key="consent", reason=phrase(_NO_RECORD))
    column = "consent_on" if given.consent_by else "consent_by"
    return Problem(key=column, reason=phrase(_NO_CONSENT))


def _told(after: After, standing: Standing) -> After:
    """Tell whether anything is new of somebody who was known."""
    before = {**standing.properties, "status": standing.status}
    is_same = (
        after.nickname == standing.nickname
        and after.area == standing.area
        and dict(after.properties) == before
        and after.assignee_id == standing.assignee_id
        and not after.agreed
    )
    return After(
        done="same" if is_same else "updated",
        nickname=after.nickname,
        area=after.area,
        properties=after.properties,
        assignee_id=after.assignee_id,
        agreed=after.agreed,
        on_paper=after.on_paper,
    )


_NO_AREA: Final = msgid("The area is missing: write the 6 digits of the tambon.")
_NO_NAME: Final = msgid("The nickname is missing: write what the person is called.")
_REFUSED: Final = msgid("Whoever refuses is not put into the register. Leave this row out.")
_NO_CONSENT: Final = msgid(
    "Without consent nothing is kept: write who agreed, and the day on which that was."
)
_NO_RECORD: Final = msgid("Without consent to the record nothing is kept: add that word.")
_TAKEN_BACK: Final = msgid(
    "Consent was taken back after this day. Ask anew, and write the new day."
)
