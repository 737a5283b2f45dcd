"""What can have happened in a turn, for other features to hear of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from dialogue.xforms.entities import Entity

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """Something happened; listeners hear of it in the same transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted(Happened):
    """A form was finished and is kept.

    `corrects` is the submission that this one takes the place of, None where it is of none;
    `root_id` is the first of those that correct one another, itself where there is no other.
    `area` is the person's, else the submitter's, `entities` what is asked of entities. `person_id`
    is whom it is about and `visit_id` the visit it belongs to, None where nobody and nothing was
    named.
    `answers` are those that the form marks with `line:index`, by the names of their questions, as
    the form holds them: several choices, and the instances of a repeat, with blanks between.
    `filled` is the instance as it was filled in, with what is not kept: never write it down.
    """

    submission_id: str
    root_id: str
    form_id: str
    contact_id: str
    corrects: str | None = None
    area: str
    entities: tuple[Entity, ...] = ()
    person_id: str | None = None
    visit_id: str | None = None
    answers: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    filled: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialOver(Happened):
    """A form was tried out to its end, or the trial was called off; nothing of it is kept."""

    workbook_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageChosen(Happened):
    """Someone chose a language."""

    contact_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicOpens(Happened):
    """A question asked for what an act does (`handlers.opening`): whoever does it, does it now."""

    contact_id: str
    act: str
    topic_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined(Happened):
    """Someone took on a role, or came with a code for one that they hold already."""

    contact_id: str
    role: str
    area: str
    membership_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityKept(Happened):
    """An entity was created or changed by a submission."""

    list: str
    entity_id: str
    is_new: bool
    submission_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityDropped(Happened):
    """An entity was erased."""

    list: str
    entity_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonKept(Happened):
    """A person was put into the register, or something about them was changed there."""

    person_id: str
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLeft(Happened):
    """A person moved away, died or refused: nothing is owed any more; `status` tells which."""

    person_id: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitEnded(Happened):
    """A visit is over; what was found there is kept."""

    visit_id: str
    person_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLeft(Happened):
    """A form of a visit was cancelled, or nothing of it may be kept; the visit goes on."""

    visit_id: str
    person_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PathEnded(Happened):
    """A form that is open to all came to its end, and nothing of it was kept."""

    form_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeOver(Happened):
    """A form was filled in for practice, or the practice was called off; nothing of it is kept."""

    contact_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedFound(Happened):
    """A need was found, or found to be more urgent than it was."""

    need_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedClosed(Happened):
    """A need was met or dropped."""

    need_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Referred(Happened):
    """A person was sent to a facility."""

    referral_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralClosed(Happened):
    """It is known what became of a referral."""

    referral_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleEnded(Happened):
    """A role was taken from someone, or given back."""

    contact_id: str
    role: str
    area: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftQuietly(Happened):
    """Someone left a talk that nobody else may know of."""

    contact_id: str
