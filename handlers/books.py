"""The shelves that are needed to work out what is owed to somebody."""

from collections.abc import Callable
from typing import Protocol

from dialogue.moment import Moment
from dialogue.xforms.form import Form
from models.contact import Contacts
from models.entity import Entities
from models.follow_up import FollowUps
from models.form import Forms, FormVersion
from models.history import Histories
from models.ladder import Ladders
from models.outbox import ParkedWords
from models.person import Persons
from models.push import Pushes
from models.reminder import Reminders
from models.rule import Rules
from models.submission import Submissions


class Books(Protocol):
    """What is looked at and changed; a turn's context has all of it."""

    @property
    def moment(self) -> Moment:
        """The moment in which it is done."""

    @property
    def persons(self) -> Persons:
        """The people."""

    @property
    def entities(self) -> Entities:
        """What is told of them."""

    @property
    def follow_ups(self) -> FollowUps:
        """What is owed."""

    @property
    def histories(self) -> Histories:
        """What took place."""

    @property
    def rules(self) -> Rules:
        """What is owed when."""

    @property
    def submissions(self) -> Submissions:
        """What was sent."""

    @property
    def forms(self) -> Forms:
        """The forms of that."""

    @property
    def contacts(self) -> Contacts:
        """Those who see to it."""

    @property
    def ladders(self) -> Ladders:
        """By which steps they are reminded."""

    @property
    def reminders(self) -> Reminders:
        """Of what they are reminded."""

    @property
    def pushes(self) -> Pushes:
        """What is about to be pushed."""

    @property
    def parked(self) -> ParkedWords:
        """The words that wait for them."""

    @property
    def compiled(self) -> Callable[[FormVersion], Form]:
        """The form of a form version."""
