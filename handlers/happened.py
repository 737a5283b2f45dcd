"""What can have happened in a turn, for other features to hear of."""

from dataclasses import dataclass

from dialogue.xforms.entities import Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """Something happened; listeners hear of it in the same transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted(Happened):
    """A form was finished and is kept.

    `corrects` is the submission that this one takes the place of, None where it is of none;
    `root_id` is the first of those that correct one another, itself where there is no other.
    `area` is the submitter's, `entities` what is asked of entities.
    """

    submission_id: str
    root_id: str
    form_id: str
    contact_id: str
    corrects: str | None = None
    area: str
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialOver(Happened):
    """A form was tried out to its end, or the trial was called off; nothing of it is kept."""

    workbook_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageChosen(Happened):
    """Someone chose a language."""

    contact_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined(Happened):
    """Someone took on a role."""

    contact_id: str
    role: str
    area: str
