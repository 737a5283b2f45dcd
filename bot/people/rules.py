"""What one import is to do: in which areas, by which rules, and who answers for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from dialogue.roster.merging import Merging
from models.columns import Vault

_NOBODY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The terms of an import.

    `areas` are the DOPA prefixes within which people are read and written ("" is everywhere);
    `area` is where people live whose row does not tell, "" when it must tell. `actor` is a
    contact's id, or "command"; `volunteers` gives the contacts of volunteers by their codes.
    `now` is aware, in the zone of the programme.
    """

    now: datetime
    vault: Vault
    areas: tuple[str, ...]
    merging: Merging = field(default_factory=Merging)
    area: str = ""
    is_demo: bool = False
    actor: str = "command"
    volunteers: Mapping[str, str] = field(default_factory=lambda: _NOBODY)

    def opens(self, area: str) -> bool:
        """Tell whether an area is one of those that this import is for."""
        return any(area.startswith(one) for one in self.areas)

    @property
    def contact_id(self) -> str | None:
        """The contact who imports; None from the command line."""
        return None if self.actor == "command" else self.actor
