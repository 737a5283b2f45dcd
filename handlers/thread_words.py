"""What somebody is told and asked before they write to a person."""

from typing import Final

from dialogue.phrase import Phrase, msgid, phrase
from dialogue.prompt import AnyButton, Button, Say
from dialogue.tap import Tap
from handlers.buttons import button, call
from handlers.colleagues import joined_up
from handlers.context import Context
from handlers.places import named_whole
from handlers.threads import language_words
from handlers.weekdays import WEEKDAYS

ACT: Final = "human"
"""The act of the button that leads to a person, and of all steps on the way."""

WRITE, IN, AT, YES, END = "write", "in", "at", "yes", "end"


def numbers(ctx: Context) -> tuple[Phrase, ...]:
    """Say whom to call."""
    own = msgid("Our own number: {phone}")
    return (
        phrase(msgid("To talk to a person, calling is quickest.")),
        phrase(msgid("For questions about your health right, call 1330, day or night.")),
        phrase(msgid("If a life is in danger, call 1669 now.")),
        *((phrase(own, phone=ctx.staff.phone),) if ctx.staff.phone else ()),
    )


def calls(ctx: Context) -> tuple[AnyButton, ...]:
    """Give the buttons that call."""
    phone = ctx.staff.phone
    own = (call(phone, phrase(msgid("Call us"))),) if phone else ()
    return (
        call("1330"),
        call("1669"),
        *own,
    )


def hours(ctx: Context) -> Phrase:
    """Say when people answer."""
    staff = ctx.staff
    text = msgid("People answer from {first} to {last}, {opens} to {closes}, not on holidays.")
    return phrase(
        text,
        first=phrase(WEEKDAYS[staff.first]),
        last=phrase(WEEKDAYS[staff.last]),
        opens=staff.opens,
        closes=staff.closes,
    )


def expected(ctx: Context) -> tuple[Phrase, ...]:
    """Say when an answer can come."""
    at = ctx.staff.next_at(ctx.moment.now)
    if at is None:
        return ()
    if at == ctx.moment.now:
        text = msgid("Somebody may answer today until {closes}. It may take some hours.")
        return (phrase(text, closes=ctx.staff.closes),)
    text = msgid("Nobody is here now. An answer can come from {at} on. In danger, call 1669.")
    return (phrase(text, at=at),)


def ask_language() -> Say:
    """Ask in which language a person is to answer."""
    buttons = tuple(
        Button(label=label, tap=Tap(act=ACT, value=joined_up(IN, language)))
        for language, label in (("th", "ไทย"), ("lo", "ລາວ"))
    )
    return Say(lines=(phrase(msgid("In which language shall a person answer?")),), buttons=buttons)


def ask_place(language: str) -> Say:
    """Ask where somebody is."""
    lines = (
        phrase(msgid("Where are you? Type the name of the tambon, district or province.")),
        phrase(msgid("So somebody near you is found. You need not say it.")),
    )
    return Say(lines=lines, buttons=(button(msgid("Skip"), ACT, joined_up(AT, language, "")),))


def ask_consent(language: str, area: str, ctx: Context) -> Say:
    """Say what becomes of the words, and ask for one tap."""
    where = named_whole(area, ctx) if area else phrase(msgid("place not said"))
    told = msgid("Language: {language}. Place: {place}. Your name and number are not passed on.")
    kept = msgid("What you write is kept encrypted until it is read, at most 7 days, then erased.")
    read = msgid("A coordinator, or a volunteer who may answer, reads it.")
    none = msgid("Do not write card numbers, your exact address or the names of others.")
    phones = msgid(
        "Messages pass through LINE, an outside company. Whoever uses this phone can read them too."
    )
    lines = (
        phrase(told, language=language_words(language), place=where),
        phrase(kept),
        phrase(read),
        phrase(none),
        phrase(phones),
    )
    yes = button(msgid("I agree, write now"), ACT, joined_up(YES, language, area))
    return Say(lines=lines, buttons=(yes, button(msgid("Do not write"), "menu")))


def step_tap(what: str, language: str, area: str) -> Tap:
    """Give the tap of one step, with what was chosen so far."""
    return Tap(act=ACT, value=joined_up(what, language, area))
