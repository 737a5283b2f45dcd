"""Agreeing: the consent card is read aloud, and what a person agrees to is kept."""

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.tap import Tap
from handlers.buttons import call
from handlers.consent_words import (
    BY,
    NO,
    READ,
    SAVE,
    SEEN,
    SHOW,
    TAKE,
    TICK,
    UNKEPT,
    YES,
    back,
    button,
    erase_button,
    named,
    not_seen,
    purposes_in,
    show_card,
    ticked_long,
    ticked_short,
    value_of,
)
from handlers.consenting import (
    RECORD,
    consent_in,
    coordinates,
    given_by_of,
    name_of,
    oldest_age,
    record,
    standing,
    withdraw,
)
from handlers.context import Context
from handlers.happened import Happened, PersonKept, Submitted
from handlers.incoming import Tapped
from handlers.marking import SAW
from handlers.router import Router, Says
from models.consent import CARER, PARENT, PURPOSES, SELF, Consent
from models.person import PERSONS, Person

_CHILD, _ADULT = 10, 20  # PDPA s.20

router = Router()


@router.on(Tapped)
def show(event: Tapped, ctx: Context) -> Says | None:
    """Show what a person agreed to; the card where they agreed to nothing yet."""
    person, _ = named(event, ctx, SHOW)
    if person is None:
        return not_seen(event, SHOW)
    stand = standing(person.id, ctx)
    return (_status(person, stand, ctx),) if stand else show_card(person, ctx)


@router.on(Tapped)
def read(event: Tapped, ctx: Context) -> Says | None:
    """Show the card to be read aloud, and ask."""
    person, _ = named(event, ctx, READ)
    return not_seen(event, READ) if person is None else show_card(person, ctx)


@router.on(Tapped)
def agree(event: Tapped, ctx: Context) -> Says | None:
    """Ask by whom it is agreed."""
    person, _ = named(event, ctx, YES)
    if person is None:
        return not_seen(event, YES)
    age = oldest_age(person, ctx)
    is_child = age is not None and age <= _CHILD
    givers = (PARENT,) if is_child else (SELF, PARENT, CARER)
    note = (
        (msgid("A child under 10: a parent or guardian agrees."),)
        if is_child
        else (msgid("Under 20: ask the person and a parent or guardian too."),)
        if age is not None and age <= _ADULT
        else (msgid("For a child under 10 a parent or guardian agrees."),)
        if age is None
        else ()
    )
    lines = (phrase(msgid("Who agrees?")), *(phrase(text) for text in note))
    buttons = tuple(
        Button(label=phrase(BY[by]), tap=Tap(act=TICK, value=f"{person.id}:{by}:{RECORD}"))
        for by in givers
    )
    return (Say(lines=lines, buttons=(*buttons, back(person))),)


@router.on(Tapped)
def tick(event: Tapped, ctx: Context) -> Says | None:
    """Let each purpose be ticked for itself."""
    person, rest = named(event, ctx, TICK)
    if person is None or len(rest) != 2 or rest[0] not in BY:
        return not_seen(event, TICK)
    by, ticked = rest[0], purposes_in(rest[1])
    buttons = tuple(
        Button(
            label=ticked_short(purpose, is_on=purpose in ticked),
            tap=Tap(act=TICK, value=value_of(person, by, ticked ^ {purpose})),
        )
        for purpose in PURPOSES
    )
    save = Button(
        label=phrase(msgid("Save")), tap=Tap(act=SAVE, value=value_of(person, by, ticked))
    )
    lines = (
        phrase(msgid("Ask about each of these for itself. Tap to tick or untick, then save.")),
        *(ticked_long(purpose, is_on=purpose in ticked) for purpose in PURPOSES),
    )
    return (Say(lines=lines, buttons=(*buttons, save, back(person))),)


@router.on(Tapped)
def save(event: Tapped, ctx: Context) -> Says | None:
    """Keep what was agreed to by spoken word."""
    person, rest = named(event, ctx, SAVE)
    if person is None or len(rest) != 2 or rest[0] not in BY:
        return not_seen(event, SAVE)
    ticked = purposes_in(rest[1])
    if RECORD not in ticked:
        return _refused(person, ctx)
    withdraw(person.id, set(PURPOSES) - ticked, ctx)
    record(person.id, ticked, rest[0], ctx)
    noted = phrase(
        msgid("Noted: agreed by spoken word on {date}."),
        date=ctx.moment.today,
    )
    lines = (noted, *(ticked_long(one, is_on=one in ticked) for one in PURPOSES))
    return (Say(lines=lines, buttons=(back(person),)),)


@router.on(Tapped)
def keep_nothing(event: Tapped, ctx: Context) -> Says | None:
    """Go on without keeping anything: questions as practice, and what to tell."""
    person, _ = named(event, ctx, UNKEPT)
    if person is None:
        return not_seen(event, UNKEPT)
    withdraw(person.id, PURPOSES, ctx)
    text = msgid(
        "Nothing is kept from now on. You can still ask the questions and tell about rights:"
        " choose “Ask, keep nothing” below."
    )
    practice = Button(label=phrase(msgid("Ask, keep nothing")), tap=Tap(act="practice"))
    buttons = (practice, erase_button(person), back(person))
    return (Say(lines=(phrase(text),), buttons=buttons),)


@router.on(Tapped)
def refuse(event: Tapped, ctx: Context) -> Says | None:
    """Take a no; whoever says it is told where to ask all the same."""
    person, _ = named(event, ctx, NO)
    return not_seen(event, NO) if person is None else _refused(person, ctx)


def _status(person: Person, stand: dict[str, Consent], ctx: Context) -> Say:
    latest = max(stand.values(), key=lambda one: one.given_at)
    lines = (
        phrase(msgid("{name} agreed by spoken word:"), name=name_of(person, ctx)),
        *(ticked_long(purpose, is_on=purpose in stand) for purpose in PURPOSES),
        phrase(
            msgid("On {date}, by: {by}."),
            date=latest.given_at.astimezone(ctx.moment.zone).date(),
            by=phrase(BY.get(latest.given_by, BY[SELF])),
        ),
    )
    looked = ctx.audits.count(person.id, SAW)
    if looked:
        text = msgid("This record was looked at {count} times.")
        lines = (*lines, phrase(text, count=looked))
    seen = (button(msgid("Who looked at it"), SEEN, person),) if coordinates(person, ctx) else ()
    buttons = (
        button(msgid("Take consent back"), TAKE, person),
        button(msgid("Read the card again"), READ, person),
        *seen,
        back(person),
    )
    return Say(lines=lines, buttons=buttons)


def _refused(person: Person, ctx: Context) -> Says:
    withdraw(person.id, PURPOSES, ctx)
    lines = (
        phrase(msgid("That is all right. Nothing more is kept of this person.")),
        phrase(msgid("Care and help stay the same. For questions about health rights, call 1330.")),
        phrase(msgid("If a life is in danger, call 1669 now.")),
    )
    return (Say(lines=lines, buttons=(call("1330"), erase_button(person), back(person))),)


def after_submission(event: Happened, ctx: Context) -> Says:
    """Keep the consent that was given in a form about a person."""
    if not isinstance(event, Submitted) or event.person_id is None:
        return ()
    submission = ctx.submissions.get(event.submission_id)
    answers = consent_in("" if submission is None else submission.xml or "")
    given_by = given_by_of(answers.get("consent_by", "person")) or SELF
    if answers.get("consent") == "yes" and ctx.persons.get(event.person_id) is not None:
        record(event.person_id, (RECORD,), given_by, ctx)
    return ()


def after_person(event: Happened, ctx: Context) -> Says:
    """Keep the consent with which someone came into the register, where a form asked for it."""
    if not isinstance(event, PersonKept) or not event.is_new:
        return ()
    entity = ctx.entities.get(PERSONS, event.person_id)
    told = "" if entity is None else entity.told.properties.get("consent", "")
    given_by = given_by_of(told)
    if given_by is not None and ctx.persons.get(event.person_id) is not None:
        record(event.person_id, (RECORD,), given_by, ctx)
    return ()
