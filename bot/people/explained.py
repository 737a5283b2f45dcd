"""What each column of a roster means, as the template explains it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from dialogue.phrase import msgid

MEANINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "code": msgid("The person's code in Siao. Leave it blank for a new person."),
        "nickname": msgid("What the person is called. No full name. It must be there."),
        "birth_year": msgid("Four digits, Buddhist or Christian: 2500 or 1957."),
        "age": msgid("Whole years, where the year of birth is not known."),
        "sex": msgid("May stay blank."),
        "speaks": msgid("The language that is easiest for the person."),
        "area": msgid("The code of the tambon, 6 digits. Or write the names in the next columns."),
        "tambon": msgid("The name of the tambon, where its code is not known."),
        "district": msgid("The name of the district, where two tambons have the same name."),
        "province": msgid("The name of the province, where two districts have the same name."),
        "village": msgid("The name or number of the village."),
        "household": msgid(
            "What the home is called, or a code for it. No house number. People of one home have"
            " the same."
        ),
        "groups": msgid("One or several, with commas between them."),
        "carer": msgid("Who cares for the person: daughter, neighbour. No full name, no phone."),
        "consent": msgid("To what the person agreed, with commas between. Blank: to the record."),
        "consent_by": msgid("Who agreed. It must be there for a new person."),
        "consent_on": msgid("The day of the consent: 25/11/2569. It must be there too."),
        "status": msgid("Whether the person lives there. Blank: yes."),
        "volunteer": msgid(
            "The code of the volunteer who visits, as in an export. May stay blank."
        ),
    }
)
"""By the keys of the columns."""

RULES: Final = (
    msgid("Write one person a row on the first sheet, then send the file to the bot."),
    msgid("Never write: ID numbers, phone numbers, house numbers, full names."),
    msgid("A person who is there already is changed, not added twice. Blank cells change nothing."),
)
"""What stands above the columns."""
