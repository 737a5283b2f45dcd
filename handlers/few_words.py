"""Few words that someone types outside of forms: taken, or sent back with what to do."""

from typing import Final

from dialogue.phrase import Phrase, msgid, phrase
from dialogue.reading.cleaning import legal
from dialogue.reading.unfit import MOST, Unfit, unfit

HURT: Final = (
    phrase(
        msgid("If someone is hurt by another, call 1300, day or night. In danger now, call 191.")
    ),
    phrase(msgid("Nothing of this was kept here. Do not write it down.")),
)
_WHY: Final[dict[Unfit, Phrase]] = {
    "empty": phrase(msgid("Please write a few words.")),
    "number": phrase(msgid("Please write it again without card or phone numbers.")),
}


def taken(text: str, *, most: int = MOST) -> str | tuple[Phrase, ...]:
    """Give the words as they are kept, or the lines that tell why they are not."""
    why = unfit(text, most=most)
    if why is None:
        return legal(text)
    if why == "violence":
        return HURT
    if why == "long":
        return (phrase(msgid("Too long. Please type at most {max} letters."), max=most),)
    return (_WHY[why],)
