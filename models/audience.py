"""Audiences: who is in one, who is left out of it and why."""

from collections.abc import Collection, Generator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeAlias

from sqlalchemy import ColumnElement, and_, exists, false, func, literal, or_, select, true
from sqlalchemy.orm import Session

from models.answer import Answer
from models.columns import Texts, Vault, one_of, place
from models.contact import Contact
from models.contact_tag import ContactTag
from models.entity import Entity, Told, key_of
from models.organization import Membership
from models.person import ACTIVE, PERSONS, Person
from models.submission import Submission

VISITOR = "visitor"
_SPOKEN = func.coalesce(Contact.language, "th")
_BATCH = 5_000
_TEXTS = ("th", "lo")


class Audience(Protocol):
    """Whom a broadcast is for, as the dialogue knows it; what is empty leaves nobody out."""

    @property
    def areas(self) -> tuple[str, ...]:
        """Prefixes of areas, never none."""

    @property
    def roles(self) -> tuple[str, ...]:
        """Roles, or "visitor"."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages that people chose."""

    @property
    def target_groups(self) -> tuple[str, ...]:
        """Groups whom volunteers look after."""

    @property
    def tags(self) -> tuple[str, ...]:
        """Tags."""

    @property
    def seen_since(self) -> date | None:
        """The day since which they were seen."""

    @property
    def answered(self) -> tuple[str, str, str] | None:
        """Form, question and value."""

    @property
    def listed(self) -> tuple[str, ...]:
        """Contacts of a list."""

    @property
    def is_demo(self) -> bool:
        """Whether they are demo contacts."""

    @property
    def is_everywhere(self) -> bool:
        """Tell whether no area bounds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many people get it, by the language they get it in, and who is left out by reason.

    The reasons: "unfollowed", "opted_out", "no_text" (none in their language), and of a list
    "unknown" and "elsewhere" (outside of the areas, or demo contacts).
    """

    by_language: Mapping[str, int] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """How many get it: as many messages of the month."""
        return sum(self.by_language.values())


Recipient: TypeAlias = tuple[str, str, str]
"""A contact's id, their LINE id, and the language that they get it in."""


class Audiences:
    """The shelf of audiences; `texts` are the languages in which there is something to send."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def count(
        self, audience: Audience, *, texts: Collection[str] = _TEXTS, fallback: str = "refuse"
    ) -> Counted:
        """Count who is in it now, and who is not and why."""
        who = self._who(audience)
        query = (
            select(_SPOKEN, Contact.follows, Contact.wants_notices, func.count())
            .where(who)
            .group_by(_SPOKEN, Contact.follows, Contact.wants_notices)
        )
        by_language, left_out = dict[str, int](), dict[str, int]()
        for spoken, follows, wants, count in self._session.execute(query):
            got = language_for(spoken, texts, fallback)
            if follows and wants and got is not None:
                by_language[got] = by_language.get(got, 0) + count
                continue
            why = "unfollowed" if not follows else "opted_out" if not wants else "no_text"
            left_out[why] = left_out.get(why, 0) + count
        self._of_list(audience, left_out)
        return Counted(by_language=by_language, left_out=left_out)

    def recipients(
        self,
        audience: Audience,
        *,
        texts: Collection[str] = _TEXTS,
        fallback: str = "refuse",
        after: str = "",
    ) -> Generator[Recipient, None, None]:
        """Give who gets it one by one, in the order of their ids, those `after` one of them.

        Held in memory are some thousands at a time; to be closed by whoever breaks off.
        """
        query = (
            select(Contact.id, Contact.line_id_sealed, _SPOKEN)
            .where(
                self._who(audience),
                Contact.follows,
                Contact.wants_notices,
                Contact.line_id_sealed.is_not(None),
                Contact.id > after,
            )
            .order_by(Contact.id)
            .execution_options(yield_per=_BATCH)
        )
        vault: Vault = self._session.info["vault"]
        cell = place(Contact.__tablename__, "line_id_sealed", "")
        unseal = vault.unseal
        languages = {one: language_for(one, texts, fallback) for one in _TEXTS}
        with self._session.execute(query) as rows:
            for contact_id, sealed, spoken in rows:
                language = languages.get(spoken)
                if language is not None and sealed is not None:
                    yield contact_id, unseal(sealed, f"{cell}{contact_id}").decode(), language

    def still(self, contact_ids: Collection[str]) -> set[str]:
        """Tell which of these contacts are there, follow, and want notices."""
        query = select(Contact.id).where(
            Contact.id.in_(contact_ids), Contact.follows, Contact.wants_notices
        )
        return set(self._session.scalars(query))

    def _who(self, audience: Audience) -> ColumnElement[bool]:
        conditions = [Contact.is_demo.is_(audience.is_demo), _is_there(audience)]
        if audience.languages:
            conditions.append(_SPOKEN.in_(audience.languages))
        if audience.seen_since is not None:
            conditions.append(Contact.seen_on >= audience.seen_since)
        if audience.tags:
            bears = and_(ContactTag.contact_id == Contact.id, ContactTag.tag.in_(audience.tags))
            conditions.append(exists().where(bears))
        if audience.answered is not None:
            conditions.append(_has_answered(*audience.answered))
        if audience.target_groups:
            conditions.append(_in(self._carers(audience)))
        if audience.listed:
            conditions.append(_in(audience.listed))
        return and_(*conditions)

    def _carers(self, audience: Audience) -> set[str]:
        """Find who looks after somebody of a group: groups are sealed, so each is opened."""
        wanted = set(audience.target_groups)
        query = (
            select(Person.assignee_id, Entity.id, Entity.content_sealed)
            .join(Entity, and_(Entity.list == PERSONS, Entity.id == Person.id))
            .where(
                Person.assignee_id.is_not(None),
                Person.status == ACTIVE,
                Person.is_demo.is_(audience.is_demo),
                _within(Person.__table__.c["area"], audience.areas),
            )
            .execution_options(yield_per=_BATCH)
        )
        vault: Vault = self._session.info["vault"]
        cell = place(Entity.__tablename__, "content_sealed", key_of(PERSONS, ""))
        found = set[str]()
        for assignee_id, person_id, sealed in self._session.execute(query):
            if sealed is None or assignee_id is None or assignee_id in found:
                continue
            told = Told.read(vault.unseal(sealed, f"{cell}{person_id}").decode())
            if wanted.intersection(told.properties.get("groups", "").split()):
                found.add(assignee_id)
        return found

    def _of_list(self, audience: Audience, left_out: dict[str, int]) -> None:
        if not audience.listed:
            return
        total = len(set(audience.listed))
        known = self._session.scalar(select(func.count(Contact.id)).where(_in(audience.listed)))
        query = select(func.count(Contact.id)).where(
            _in(audience.listed), Contact.is_demo.is_(audience.is_demo), _is_there(audience)
        )
        here = self._session.scalar(query) or 0
        reasons = {"unknown": total - (known or 0), "elsewhere": (known or 0) - here}
        left_out.update({why: count for why, count in reasons.items() if count})


def language_for(spoken: str, texts: Collection[str], fallback: str) -> str | None:
    """Tell the language in which someone gets it; None where they get nothing."""
    if spoken in texts:
        return spoken
    return fallback if fallback in texts else None


def _is_there(audience: Audience) -> ColumnElement[bool]:
    if audience.is_everywhere and not audience.roles:
        return true()
    works = and_(Membership.contact_id == Contact.id, Membership.left_at.is_(None))
    here = and_(works, _within(Membership.__table__.c["area"], audience.areas))
    roles = [role for role in audience.roles if role != VISITOR]
    working = exists().where(here, Membership.role.in_(roles) if roles else true())
    visiting = and_(
        ~exists().where(works), _within(Contact.__table__.c["care_area"], audience.areas)
    )
    if not audience.roles:
        return or_(working, visiting)
    return or_(working if roles else false(), visiting if VISITOR in audience.roles else false())


def _has_answered(form_id: str, question: str, value: str) -> ColumnElement[bool]:
    return exists().where(
        Submission.contact_id == Contact.id,
        Submission.replaced_by.is_(None),
        Answer.submission_id == Submission.id,
        Answer.form_id == form_id,
        Answer.name == question,
        Answer.value == value,
    )


def _within(column: ColumnElement[str], areas: Collection[str]) -> ColumnElement[bool]:
    if "" in areas:
        return true()
    return or_(*(column.between(area, area.ljust(6, "9")) for area in areas))


def _in(contact_ids: Collection[str]) -> ColumnElement[bool]:
    return one_of(Contact.id, literal(sorted(contact_ids), Texts()))
