"""What is asked of someone new: the words and buttons of each question."""

from collections.abc import Callable, Mapping
from typing import Final

from dialogue.people.groups import GROUPS
from dialogue.people.naming import clipped, joined
from dialogue.people.noting import CONSENTS, SEXES, SKIPPABLE, SPEAKS, Noting, Step
from dialogue.phrase import Phrase, Words, msgid, phrase
from dialogue.prompt import AnyButton, Button, Say
from dialogue.tap import Tap
from handlers import places
from handlers.buttons import button
from handlers.consenting import card_lines
from handlers.context import Context
from handlers.person_parts import by_name, numbered, say
from handlers.register import Known
from handlers.roles import areas_of
from models.household import Household

SAY: Final = "person.say"
"""The act of every button below these questions; its value is noting, question and answer."""

GROUPS_A_PAGE: Final = 5
HOMES: Final = 6

OPTIONS: Final[Mapping[Step, Mapping[str, str]]] = {
    "sex": SEXES,
    "speaks": SPEAKS,
    "groups": GROUPS,
    "consent": CONSENTS,
}
"""The answers of questions that have a list of them; they are typed by number, too."""


def question(noting: Noting, ctx: Context) -> Say:
    """Ask what comes next."""
    ask: dict[Step, Callable[[], Say]] = {
        "name": lambda: _typed(
            noting,
            msgid("What is this person called? Type a nickname or a code."),
            msgid("No real name, card number or phone number."),
        ),
        "home": lambda: _home(noting, ctx),
        "village": lambda: _typed(noting, msgid("Which village is it? Type the name only.")),
        "area": lambda: _typed(noting, msgid("Which tambon is it? Type the name.")),
        "born": lambda: _typed(
            noting, msgid("How old is this person? Type the age or the year of birth.")
        ),
        "sex": lambda: _chosen(noting, msgid("Is this person female or male?")),
        "speaks": lambda: _chosen(noting, msgid("Which language does this person speak easily?")),
        "groups": lambda: _groups(noting),
        "consent": lambda: _consent(noting, ctx),
        "same": lambda: _typed(noting, ""),
    }
    return ask[noting.step]()


def same(noting: Noting, people: tuple[Known, ...]) -> Say:
    """Ask whether it is one of these, who are known already."""
    text = msgid("Somebody like this is in the register already. Is it the same person?")
    other = _answer(noting, msgid("Someone else"), "other")
    found = by_name(people, SAY, f"{noting.id}.same.")
    return say(phrase(text), buttons=(*found, other, *_ways(noting)))


def homes(noting: Noting, found: tuple[Household, ...], ctx: Context) -> Say:
    """Ask whether it is one of these homes, which have the mark that was typed."""
    named = tuple(
        Button(label=_called(home, ctx), tap=_tap(noting, home.id)) for home in found[:HOMES]
    )
    other = _answer(noting, msgid("Another home"), "other")
    text = msgid("There is a home with this mark. Is it the one?")
    return say(phrase(text), buttons=(*named, other, *_ways(noting)))


def areas(noting: Noting, text: str, ctx: Context) -> tuple[Say, places.Match]:
    """Look an area up by what was typed, within the contact's own; ask which one is meant."""
    match = places.sought(text, ctx, within=areas_of(ctx), kinds=("tambon",))
    return places.which(match, ctx, lambda code: _tap(noting, code), buttons=_ways(noting)), match


def refused(noting: Noting, why: tuple[Phrase, ...]) -> Say:
    """Tell why typed words are not kept; the question still stands."""
    return say(*why, buttons=_ways(noting))


def no_year(noting: Noting) -> Say:
    """Say how an age is typed."""
    text = msgid("Please type an age like 71, or a year of birth like 2498 or 1955.")
    return say(phrase(text), buttons=_ways(noting))


def by_button(noting: Noting, ctx: Context) -> tuple[Say, ...]:
    """Say that one of the answers below is wanted, and ask again."""
    text = msgid("Please tap a button, or type the number before the answer.")
    return (say(phrase(text)), question(noting, ctx))


def _typed(noting: Noting, *lines: str) -> Say:
    return say(*(phrase(line) for line in lines if line), buttons=_ways(noting))


def _home(noting: Noting, ctx: Context) -> Say:
    del ctx
    lines = (
        msgid("What is the home of {name} called? Type a code or a name, no house number."),
        msgid("A home that is known already is found by it."),
    )
    none = _answer(noting, msgid("No fixed home"), "none")
    first = phrase(lines[0], name=noting.told.get("name", ""))
    return say(first, phrase(lines[1]), buttons=(none, *_ways(noting)))


def _chosen(noting: Noting, text: str) -> Say:
    options = OPTIONS[noting.step]
    answers = (_answer(noting, label, code) for code, label in options.items())
    return say(phrase(text), *numbered(options), buttons=(*answers, *_ways(noting)))


def _consent(noting: Noting, ctx: Context) -> Say:
    """Have the card read aloud, in the words that are agreed to today."""
    card = ctx.consent_cards.current()
    lines: list[Words] = []
    if card is not None:
        lead = phrase(msgid("Please read these words aloud to the person first."))
        lines = [lead, *card_lines(card, ctx)]
    answers = (_answer(noting, label, code) for code, label in CONSENTS.items())
    text = msgid("Does {name} agree that this is kept?")
    ask_so = phrase(text, name=noting.told.get("name", ""))
    return say(*lines, ask_so, *numbered(CONSENTS), buttons=(*answers, *_ways(noting)))


def _groups(noting: Noting) -> Say:
    ticked = noting.told.get("groups", "").split()
    codes = list(GROUPS)
    first = noting.page * GROUPS_A_PAGE
    page = codes[first : first + GROUPS_A_PAGE]
    lines = [
        phrase(
            msgid("{number}. ✓ {label}") if code in ticked else msgid("{number}. {label}"),
            number=number,
            label=phrase(GROUPS[code]),
        )
        for number, code in enumerate(codes, start=1)
    ]
    text = msgid("Which groups is this person in? Several may be chosen, also by number.")
    toggles = (_answer(noting, GROUPS[code], code) for code in page)
    more = _answer(noting, msgid("More groups"), "page")
    done = _answer(noting, msgid("Finished"), "done")
    ways = tuple(one for one in _ways(noting) if one.label != phrase(msgid("Skip")))
    return say(phrase(text), *lines, buttons=(*toggles, more, done, *ways))


def _called(home: Household, ctx: Context) -> str:
    where = home.village or places.named(home.area, ctx)
    return clipped(joined((home.mark or "", where)))


def _ways(noting: Noting) -> tuple[AnyButton, ...]:
    """Make the ways out of a question: past it, back, and out."""
    skip = (_answer(noting, msgid("Skip"), "skip"),) if noting.step in SKIPPABLE else ()
    rest = (
        (_answer(noting, msgid("Skip the rest"), "rest"),)
        if noting.step in {"born", "sex", "speaks"}
        else ()
    )
    back = (_answer(noting, msgid("Back"), "back"),) if noting.trail else ()
    return (*skip, *rest, *back, _answer(noting, msgid("Cancel"), "cancel"))


def _answer(noting: Noting, text: str, answer: str) -> Button:
    return Button(label=phrase(text), tap=_tap(noting, answer))


def _tap(noting: Noting, answer: str) -> Tap:
    return Tap(act=SAY, value=f"{noting.id}.{noting.step}.{answer}")


def again(noting: Noting) -> Say:
    """Offer to go on with somebody who was not noted to the end."""
    text = msgid("You were noting {name}. Go on with it?")
    on = Button(label=phrase(msgid("Continue")), tap=Tap(act=SAY, value=f"{noting.id}..show"))
    new = button(msgid("Someone else"), "person.new", "fresh")
    return say(phrase(text, name=noting.told.get("name", "")), buttons=(on, new))
