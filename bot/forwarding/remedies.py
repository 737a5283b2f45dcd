"""What people can do where a form server does not take a submission, by what it said."""

from typing import Final

CONFLICT: Final = "409"
"""The server holds something else under this id, or the form is closed there."""

_REMEDIES: Final = {
    "400": "The server cannot read it: is the same version of the form published there?",
    "401": "Does OPENROSA_TOKEN, or the key in OPENROSA_URL, still hold, and for this form too?",
    "402": "The account on the server has reached a limit: see to it there.",
    "404": "Publish this version of the form there, and look at the address in OPENROSA_URL.",
    "405": "Is the form archived there, or the account closed?",
    CONFLICT: (
        "The server holds something else under this id, or the form is closed there. Open the"
        " form; or look at the submission there, erase it for good if it is to go, and retry."
    ),
    "413": "It is too large for the server: let larger requests in there, then retry.",
}
_REMEDIES_OF_ERRORS: Final = (
    ("Connect", "Is the address in OPENROSA_URL right, and does the server run?"),
    ("Timeout", "The server is slow or away: it is tried again."),
)
_OTHERS: Final = "It is tried again; what does the server's own log say?"


def remedy(why: str) -> str:
    """Tell what to do about a status or the name of an error; "" while nothing was said yet."""
    known = _REMEDIES.get("401" if why == "403" else why)
    if known is not None or not why:
        return known or ""
    return next((told for part, told in _REMEDIES_OF_ERRORS if part in why), _OTHERS)
