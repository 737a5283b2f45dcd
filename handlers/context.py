"""What a turn may look at and change: the moment, the contact and the shelves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from dialogue.moment import Moment
from dialogue.xforms.form import Form
from models.attachment import Attachments
from models.contact import Contact, Contacts
from models.draft import Drafts
from models.entity import Entities
from models.form import Forms, FormVersion
from models.invite import Invites
from models.organization import Memberships
from models.outbox import ParkedWords
from models.submission import Submissions
from models.workbook import Workbooks

Language: TypeAlias = Literal["th", "lo"]
Freshness: TypeAlias = Literal["answer", "again", "early"]
"""How a text stands to the waiting question.

"answer": sent after the question was shown. "again": the same text a second time, before it was.
"early": another text, before it was.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The turn's own world; rows are changed in place, added to shelves and dropped from them."""

    moment: Moment
    contact: Contact | None
    freshness: Freshness
    contacts: Contacts
    memberships: Memberships
    invites: Invites
    forms: Forms
    drafts: Drafts
    submissions: Submissions
    attachments: Attachments
    workbooks: Workbooks
    entities: Entities
    parked: ParkedWords
    compiled: Callable[[FormVersion], Form]
    hashed: Callable[[str], str]

    @property
    def language(self) -> Language:
        """The language to speak: the one that was chosen, else Thai."""
        return "lo" if self.contact is not None and self.contact.language == "lo" else "th"

    @property
    def someone(self) -> Contact:
        """The contact, in a feature that only hears people.

        Raises:
            LookupError: when the event came from nobody.
        """
        if self.contact is None:
            raise LookupError("this event came from nobody")
        return self.contact

    def has_role(self, *roles: str) -> bool:
        """Tell whether the contact holds one of these roles now."""
        if self.contact is None:
            return False
        return any(held.role in roles for held in self.memberships.of(self.contact.id))
