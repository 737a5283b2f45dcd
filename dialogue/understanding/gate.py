"""The gate: new content may not be understood worse than what stands."""

from typing import Final

from dialogue.phrase import Phrase, msgid, phrase
from dialogue.understanding.evaluation import Figures

MOST_LOST: Final = 2.0
"""How many percent of questions fewer may be understood at first guess."""


def held_up(before: Figures, after: Figures) -> tuple[Phrase, ...]:
    """Say why content is not to be taken, by the figures of the same questions; () where it may.

    Not one emergency fewer may be seen, and at most `MOST_LOST` percent of topics fewer found.
    """
    reasons = []
    if (after.emergency_recall or 0) < (before.emergency_recall or 0):
        reasons.append(
            phrase(
                msgid("Fewer emergencies would be seen: {now} of 100, and {before} until now."),
                now=after.emergency_recall or 0,
                before=before.emergency_recall or 0,
            )
        )
    if (after.top1 or 0) < (before.top1 or 0) - MOST_LOST:
        reasons.append(
            phrase(
                msgid("Fewer questions would be understood: {now} of 100, and {before} until now."),
                now=after.top1 or 0,
                before=before.top1 or 0,
            )
        )
    return tuple(reasons)
