"""What the columns of a sheet of facilities mean, for the sheet that explains them."""

from collections.abc import Mapping
from typing import Final

from dialogue.phrase import msgid

RULES: Final = (
    msgid("One row for each place to get care. A row whose code is known changes that place."),
    msgid("A blank cell keeps what is known. A hyphen (-) empties it."),
    msgid("Write only what somebody of the place has told you, or what its own sign says."),
)

_SERVICE: Final = msgid(
    "When this service is open. “Yes” where it is there and its hours are not known."
)
MEANINGS: Final[Mapping[str, str]] = {
    "code": msgid("The ministry's code of 5 digits; else one that begins with a letter."),
    "name_th": msgid("Its name in Thai, as its sign says."),
    "name_lo": msgid("Its name in Lao letters."),
    "kind": msgid("What kind of place it is."),
    "area": msgid("Code of the tambon, or tambon and district."),
    "latitude": msgid("Where it is: degrees north, as a map on the phone shows them."),
    "longitude": msgid("Where it is: degrees east."),
    **dict.fromkeys(
        ("general", "delivery", "vaccines", "hiv_tb", "mental", "dental", "emergency"), _SERVICE
    ),
    "closed_days": msgid("Days on which all but the emergency room is closed, with commas."),
    "phones": msgid("Numbers to call, with commas between them."),
    "languages": msgid("Languages that are spoken there beside Thai."),
    "schemes": msgid(
        "Rights that are honoured there; “none” where people without a card are seen."
    ),
    "complaints": msgid("Whether it takes complaints under section 50(5)."),
    "closed": msgid("Yes, when it has closed for good."),
    "verified_on": msgid("The day on which somebody has confirmed all this."),
    "verified_by": msgid("The office that has confirmed it, never the name of a person."),
    "source": msgid("Where this is from."),
}

EXAMPLE: Final[Mapping[str, str]] = {
    "code": "10947 · A001",
    "name_th": "โรงพยาบาลเขมราฐ",
    "name_lo": "ໂຮງໝໍເຂມະຣາດ",
    "kind": "รพช. · รพ.สต. · คลินิก",
    "area": "340501 · ต.เขมราฐ อ.เขมราฐ",
    "latitude": "16.038",
    "longitude": "105.21242",
    "general": "Mo-Fr 08:00-16:00; PH off · จ.-ศ. 08:00-16:00",
    "delivery": "24/7",
    "vaccines": "We 08:30-12:00",
    "hiv_tb": "Tu 08:00-12:00",
    "mental": "มี · ມີ · yes",
    "dental": "มี · ມີ · yes",
    "emergency": "24/7",
    "closed_days": "31/12/2569, 2/1/2570",
    "phones": "045 491 097, 045 491 098 ต่อ 12",
    "languages": "lo my km ms en vi zh shn",
    "schemes": "uc sss migrant stateless none",
    "complaints": "มี · ມີ · yes",
    "closed": "มี · ມີ · yes",
    "verified_on": "25/11/2569",
    "verified_by": "สสอ.เขมราฐ",
    "source": "สสจ.อุบลราชธานี 2569",
}
