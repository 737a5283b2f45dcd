"""The functions that expressions may call."""

from dialogue.xforms.xpath.functions import choices, dates, nodesets, numbers, text
from dialogue.xforms.xpath.functions.base import Call, Function

FUNCTIONS: dict[str, Function] = {
    **choices.FUNCTIONS,
    **dates.FUNCTIONS,
    **nodesets.FUNCTIONS,
    **numbers.FUNCTIONS,
    **text.FUNCTIONS,
}

LATER = frozenset(
    {
        "area",
        "base64-decode",
        "base64-encode",
        "digest",
        "distance",
        "enclosed-area",
        "geofence",
        "indexed-repeat",
        "intersects",
        "pulldata",
        "randomize",
    },
)
"""Functions of ODK that are refused by name."""

__all__ = ["FUNCTIONS", "LATER", "Call"]
