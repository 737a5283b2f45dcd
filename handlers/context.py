"""What a turn may look at and change: the moment, the contact and the shelves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from dialogue.danger.sign import Signs, sees_nothing
from dialogue.gaps import Table
from dialogue.moment import Moment
from dialogue.phrase import CellValue, Phrase, Words
from dialogue.prompt import Say
from dialogue.reminding.budget import KEPT
from dialogue.reporting.table import Table as Report
from dialogue.staff import USUAL, Staff
from dialogue.understanding.understood import Understand, understands_nothing
from dialogue.xforms.form import Form
from models.contact import Contact
from models.form import FormVersion
from models.shelves import Shelves


def renders_nothing(_say: Say, _language: str) -> list[dict[str, Any]]:
    """Write no message: for tests that are about other things."""
    return []


def words_as_they_are(words: Words, _language: str) -> str:
    """Translate nothing: for tests that are about other things."""
    return words.msgid if isinstance(words, Phrase) else words


Language: TypeAlias = Literal["th", "lo"]
Freshness: TypeAlias = Literal["answer", "again", "early"]
"""How a text stands to the waiting question.

"answer": sent after the question was shown. "again": the same text a second time, before it was.
"early": another text, before it was.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question outside of forms that this event answers: `about` is what was chosen before.

    `labels` are buttons that may be typed: by the folded label, what a tap on it carries.
    """

    act: str
    about: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Context(Shelves):
    """The turn's own world; rows are changed in place, added to shelves and dropped from them.

    `public_url` is where this bot is reached from outside, without a slash at its end; "" nowhere.
    `understand` tells which topic a question means: a part of a second of work, so once a turn.
    `signs` finds signs of danger in what was typed.
    `alone` is to how many people one coordinator may send a broadcast without a second, `reserve`
    how many pushes of a month only what is urgent may spend.
    `rendered` writes a bubble as LINE's messages in a language, `worded` a sentence in one.
    `sheet` writes rows as a workbook (XLSX) in a language, None where nothing does. `chart` draws
    the table of a month as a picture (PNG).
    """

    moment: Moment
    contact: Contact | None
    freshness: Freshness
    asked: Asked | None = None
    compiled: Callable[[FormVersion], Form]
    hashed: Callable[[str], str]
    gaps: Table = ()
    public_url: str = ""
    staff: Staff = USUAL
    alone: int = 50
    reserve: int = KEPT
    rendered: Callable[[Say, Language], list[dict[str, Any]]] = renders_nothing
    worded: Callable[[Words, Language], str] = words_as_they_are
    understand: Understand = understands_nothing
    signs: Signs = sees_nothing
    sheet: Callable[[Sequence[Sequence[CellValue]], Language], bytes] | None = None
    chart: Callable[[Report, Language], bytes] | None = None

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

    @property
    def was_erased(self) -> bool:
        """Tell whether this turn erased the contact."""
        return self.contact is not None and self.contacts.is_dropped(self.contact)

    def has_role(self, *roles: str) -> bool:
        """Tell whether the contact holds one of these roles now."""
        if self.contact is None:
            return False
        return any(held.role in roles for held in self.memberships.of(self.contact.id))
