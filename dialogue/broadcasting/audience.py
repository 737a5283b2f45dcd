"""The audience of a broadcast: whom it is for, as conditions that all hold."""

import json
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Whom a broadcast is for; what is empty or None leaves nobody out.

    `areas` are DOPA prefixes, never none: at most the scope of whoever makes it ("" is everywhere).
    `roles` may hold "visitor", for those without any. `languages` are those that people chose, Thai
    where they chose none. `target_groups` stands for the volunteers who look after people of these
    groups, `seen_since` for those who wrote or tapped since that day, `answered` (form id,
    question, value) for those who submitted that answer. `listed` are contact ids of an uploaded
    list. Demo contacts are reached by demo contacts alone (`is_demo`).
    """

    areas: tuple[str, ...]
    roles: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    seen_since: date | None = None
    answered: tuple[str, str, str] | None = None
    listed: tuple[str, ...] = ()
    is_demo: bool = False

    def __post_init__(self) -> None:
        if not self.areas:
            raise ValueError("an audience is within some area")

    @property
    def is_everywhere(self) -> bool:
        """Tell whether no area bounds it."""
        return "" in self.areas

    def to_json(self) -> str:
        """Write it down."""
        told = {
            "areas": self.areas,
            "roles": self.roles,
            "languages": self.languages,
            "target_groups": self.target_groups,
            "tags": self.tags,
            "seen_since": None if self.seen_since is None else self.seen_since.isoformat(),
            "answered": self.answered,
            "listed": self.listed,
            "is_demo": self.is_demo,
        }
        return json.dumps({name: value for name, value in told.items() if value})

    @classmethod
    def from_json(cls, text: str) -> "Audience":
        """Read what `to_json` wrote.

        Raises:
            ValueError: when it is none.
        """
        told = json.loads(text)
        answered, since = told.get("answered"), told.get("seen_since")
        if answered is not None:
            form_id, question, value = answered
            answered = (form_id, question, value)
        return cls(
            areas=tuple(told.get("areas", ())),
            roles=tuple(told.get("roles", ())),
            languages=tuple(told.get("languages", ())),
            target_groups=tuple(told.get("target_groups", ())),
            tags=tuple(told.get("tags", ())),
            seen_since=None if since is None else date.fromisoformat(since),
            answered=answered,
            listed=tuple(told.get("listed", ())),
            is_demo=bool(told.get("is_demo", False)),
        )
