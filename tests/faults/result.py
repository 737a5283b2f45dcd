"""What came of a fault, as the ledger outside has it."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is said, and how often the fault strikes; `seed` draws the moments."""

    people: int
    texts: int
    strikes: int
    seed: int = 2569


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of it: `harm` must be empty.

    `events` were acknowledged, `outcomes` are those of all turns; `notes` tell what else was seen.
    """

    harm: Counter[str]
    events: int
    outcomes: Counter[str]
    notes: dict[str, float] = field(default_factory=dict)
