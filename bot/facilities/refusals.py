"""Why a file is not taken as a sheet of facilities."""

from typing import Final

from bot.publishing.finding import Finding
from dialogue.phrase import msgid

NO_SHEET: Final = Finding(
    reason=msgid("No row of headings was found: this is no list of places to get care."),
    remedy=msgid("Use the headings of the template."),
)
TOO_LONG: Final = Finding(
    reason=msgid("This list takes too much time or memory to read."),
    remedy=msgid("Split it into several files."),
)


def too_many(most: int) -> Finding:
    """Say that a sheet has too many rows."""
    return Finding(
        reason=msgid("This list has more than {most} rows."),
        remedy=msgid("Split it into several files."),
        values={"most": most},
    )


def too_large(most: int) -> Finding:
    """Say that a file is too large, in MB."""
    return Finding(
        reason=msgid("This file is larger than {most} MB."),
        remedy=msgid("Split it into several files."),
        values={"most": most},
    )
