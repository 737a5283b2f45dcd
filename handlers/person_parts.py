"""Parts of what is said about people: buttons, lists of names, what is told in numbers."""

from collections.abc import Iterable, Mapping, Sequence

from dialogue.people.naming import clipped, joined
from dialogue.phrase import Phrase, Words, msgid, phrase
from dialogue.prompt import AnyButton, Button, Say
from dialogue.reading.steering import says_no_name, steering
from dialogue.tap import Tap
from handlers.buttons import button, to_menu
from handlers.context import Context
from handlers.register import Known, called, known
from handlers.roles import FILLS_FORMS

PEOPLE = "people"
SEE = "person.see"
NEW = "person.new"
EDIT = "person.edit"
LEAVE = "person.left"
MERGE = "person.same"
HOME = "person.home"
VISIT = "visit.card"
CONSENT = "consent.show"

_FOR_OTHERS = frozenset(
    {"menu", "help", "language", "quit_notices", "have_notices", "resume", "pause"}
)


def to_people() -> Button:
    """Make the button that leads back to the search."""
    return button(msgid("Find a person"), PEOPLE)


def back_to(person_id: str) -> Button:
    """Make the button that leads back to what is known of a person."""
    return button(msgid("Back"), SEE, person_id)


def by_name(people: Sequence[Known], act: str, ahead: str = "") -> tuple[Button, ...]:
    """Make a button for each person; two who would be called the same bear their codes."""
    names = [called(one) for one in people]
    return tuple(
        Button(
            label=name if names.count(name) == 1 else clipped(joined((one.code, one.name))),
            tap=Tap(act=act, value=f"{ahead}{one.id}"),
        )
        for name, one in zip(names, people, strict=True)
    )


def numbered(options: Mapping[str, str]) -> tuple[Phrase, ...]:
    """List options with the numbers by which they can be typed."""
    line = msgid("{number}. {label}")
    return tuple(
        phrase(line, number=number, label=phrase(text))
        for number, text in enumerate(options.values(), start=1)
    )


def say(*lines: Words, buttons: Iterable[AnyButton] = ()) -> Say:
    """Say these lines above these buttons."""
    return Say(lines=lines, buttons=tuple(buttons))


def is_for_others(text: str) -> bool:
    """Tell whether typed words ask for something else than what they would answer here."""
    return steering(text) in _FOR_OTHERS or says_no_name(text)


def works(ctx: Context) -> bool:
    """Tell whether the contact visits people or coordinates those who do."""
    return ctx.contact is not None and ctx.has_role(*FILLS_FORMS)


def shown(person_id: str, ctx: Context) -> Known | None:
    """Find a person for someone who may see them; None for whoever may not, or is gone."""
    return known(person_id, ctx) if works(ctx) else None


def not_here() -> tuple[Say, ...]:
    """Say that a person is not to be seen here, and no more."""
    text = msgid("This person is not in your list any more. Nothing was changed.")
    return (say(phrase(text), buttons=(to_people(), to_menu())),)
