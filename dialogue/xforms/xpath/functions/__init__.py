"""The functions that expressions may call."""

from dialogue.xforms.xpath.functions import (
    choices,
    dates,
    digests,
    geo,
    nodesets,
    numbers,
    repeats,
    text,
)
from dialogue.xforms.xpath.functions.base import Call, Function

FUNCTIONS: dict[str, Function] = {
    **choices.FUNCTIONS,
    **dates.FUNCTIONS,
    **digests.FUNCTIONS,
    **geo.FUNCTIONS,
    **nodesets.FUNCTIONS,
    **numbers.FUNCTIONS,
    **repeats.FUNCTIONS,
    **text.FUNCTIONS,
}

__all__ = ["FUNCTIONS", "Call"]
