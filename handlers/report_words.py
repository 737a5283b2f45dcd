"""What stands beside the counts of reports: words for kinds of needs, reasons, hazards, jobs."""

from collections.abc import Mapping
from typing import Final

from dialogue.phrase import msgid

PICTURE: Final = "report.picture"
"""The act of the button that draws a month; its value is that of a report."""

NEED_KINDS: Final[Mapping[str, str]] = {
    "food": msgid("Food"),
    "clothing": msgid("Clothing"),
    "housing": msgid("Housing"),
    "medicine": msgid("Medicine and care"),
    "income": msgid("Income"),
    "right": msgid("Health right"),
    "paper": msgid("Papers"),
    "referral": msgid("Being sent to care"),
    "equipment": msgid("Equipment"),
    "other": msgid("Other needs"),
}

URGENT: Final[Mapping[int, str]] = {
    9: msgid("very urgent"),
    5: msgid("urgent"),
    1: msgid("can wait"),
}

REASONS: Final[Mapping[str, str]] = {
    "unaware": msgid("did not know of it"),
    "far": msgid("too far, or no vehicle"),
    "money": msgid("no money"),
    "work": msgid("cannot leave work"),
    "language": msgid("language"),
    "papers": msgid("papers missing or expired"),
    "afraid": msgid("afraid"),
    "employer": msgid("employer keeps the card"),
    "refused": msgid("was refused before"),
    "service": msgid("poor service"),
    "wait": msgid("long wait"),
    "self_care": msgid("buys medicine or uses herbs"),
    "other": msgid("other reasons"),
}

HAZARDS: Final[Mapping[str, str]] = {
    "posture": msgid("repeated movements or lifting"),
    "heat": msgid("heat"),
    "dust": msgid("dust or smoke"),
    "noise": msgid("noise"),
    "light": msgid("too little or too much light"),
    "chemical": msgid("chemicals"),
    "sharp": msgid("sharp tools or machines"),
    "height": msgid("heights or water"),
    "germs": msgid("germs or animals"),
    "pressure": msgid("pressure of work"),
    "none": msgid("no hazard"),
}

JOBS: Final[Mapping[str, str]] = {
    "farm": msgid("farming, gardens, rubber"),
    "fish": msgid("fishing"),
    "build": msgid("building"),
    "sell": msgid("selling"),
    "home": msgid("piecework at home"),
    "house": msgid("housework"),
    "drive": msgid("driving, delivering"),
    "waste": msgid("collecting scrap"),
    "other": msgid("other work"),
}
