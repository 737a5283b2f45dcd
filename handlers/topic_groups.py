"""The names of the groups of topics."""

from collections.abc import Mapping
from typing import Final

from dialogue.phrase import msgid
from dialogue.topics.groups import OTHER

GROUP_NAMES: Final[Mapping[str, str]] = {
    "care": msgid("Help now"),
    "health": msgid("Health and medicine"),
    "family": msgid("Mother and family"),
    "cost": msgid("Cards and costs"),
    "work": msgid("Work"),
    "papers": msgid("Papers and language"),
    "home": msgid("Food and home"),
    OTHER: msgid("Other matters"),
}
"""As they stand on buttons, by the names of `dialogue.topics.groups`."""
