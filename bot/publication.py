"""Publication: a checked workbook becomes the form version that new drafts begin with."""

import secrets
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from bot.publishing.check import Checked
from handlers.codes import ALPHABET
from models.entity import Entities
from models.form import Forms, FormVersion

_ID_LENGTH: Final = 26


class NotPublishableError(Exception):
    """A workbook cannot become a form version; the text is the one sentence to show."""


def publish(session: Session, checked: Checked, at: datetime) -> FormVersion:
    """Make a checked workbook the current version of its form; publishing it twice is harmless.

    Raises:
        NotPublishableError: when it has faults, or its version was published with other content.
    """
    if checked.xform is None or checked.identity is None:
        raise NotPublishableError(f"{checked.name} has faults that must be mended first.")
    called = checked.identity
    version = FormVersion(
        id=new_id(),
        form_id=called.form_id,
        version=called.version,
        title=called.title,
        xform=checked.xform,
        workbook=checked.source,
        workbook_name=checked.name[-200:],
        published_at=at,
    ).bring(checked.files)
    try:
        return Forms(session).publish(version)
    except ValueError as taken:
        raise NotPublishableError(
            f"Version {called.version} of {called.form_id} was published before with another "
            f"content: give {checked.name} a new version on its settings sheet."
        ) from taken


def lists_kept(session: Session) -> set[str]:
    """Name the entity lists that there are: forms can read them without their files."""
    return {*Entities(session).names(), *Forms(session).entity_lists()}


def new_id() -> str:
    """Draw an id that nobody guesses, outside of any turn."""
    return "".join(secrets.choice(ALPHABET) for _ in range(_ID_LENGTH))
