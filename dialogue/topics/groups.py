"""The groups in which topics are shown to whoever looks around."""

from collections.abc import Iterable, Mapping
from typing import Final

from dialogue.topics.topic import SMALL_TALK

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "care": (
        "emergency",
        "find_care",
        "transport_referral",
        "violence",
        "talk_to_person",
    ),
    "health": (
        "medicine",
        "mental_health",
        "tuberculosis",
        "contraception",
        "unplanned_pregnancy",
        "sti_hiv",
    ),
    "family": (
        "pregnancy_care",
        "child_vaccination",
        "birth_registration",
        "child_grant",
        "elderly",
        "disability",
    ),
    "cost": (
        "universal_coverage",
        "migrant_insurance",
        "social_security",
        "change_hospital",
        "cost_of_care",
    ),
    "work": ("work_permit", "labour_rights", "work_injury", "occupational_health"),
    "papers": ("no_documents", "interpreter", "privacy_delete"),
    "home": ("food_support", "shelter", "clothing", "home_visit"),
}
"""Ids of topics by group; what stands in none is shown in the group "other"."""

OTHER: Final = "other"


def grouped(topics: Iterable[str]) -> dict[str, list[str]]:
    """Sort ids of topics into their groups, in the order of these; empty ones are left out."""
    known = set(topics)
    found = {name: [one for one in ids if one in known] for name, ids in GROUPS.items()}
    placed = {one for ids in GROUPS.values() for one in ids} | SMALL_TALK
    found[OTHER] = sorted(known - placed)
    return {name: ids for name, ids in found.items() if ids}
