"""Referring: a person is sent to a facility, with a card for the counter and one for them."""

from typing import Final

from dialogue.people.naming import clipped
from dialogue.phrase import msgid, phrase
from dialogue.prompt import Say
from dialogue.reading.steering import steering
from handlers.asking import ask, asked, tap_of
from handlers.codes import REFERRAL, is_mixed
from handlers.consenting import SHARE, record, stands
from handlers.context import Context
from handlers.facts import ASK_AFTER
from handlers.few_words import taken
from handlers.happened import Referred
from handlers.incoming import Tapped, Wrote
from handlers.need_cards import REFER, button, gone, needed, the_card
from handlers.needing import OF_NEED, kind_words
from handlers.referral_cards import ASK, NEW, SHOW, cards, referred
from handlers.register import Known, called, known
from handlers.router import Router, Says
from models.need import Need
from models.referral import BEGUN, MADE, Referral

SELF, PARENT, CARER = "self", "parent", "carer"
"""By whom consent is given."""

_AGAIN, _AGREE, _REFUSE = "refer.again", "refer.agree", "refer.disagree"
_REASON, _WHY, _WHERE = "refer.reason", "refer.why", "refer.where"
_PLACE: Final = 80  # letters of a facility's name
_LAST: Final = 20  # referrals among which the last facilities are looked for
_SHOWN: Final = 5
_LETTERS: Final = 20

router = Router()


@router.on(Tapped)
def begin(event: Tapped, ctx: Context) -> Says | None:
    """Begin a referral, from a person's card or from a need; one that is open is shown first."""
    tap = tap_of(event, NEW, _AGAIN, REFER)
    if tap is None:
        return None
    found = needed(tap.value, ctx) if tap.act == REFER else None
    person = known(tap.value, ctx) if found is None else found[1]
    if person is None or person.status != "active":
        return (gone(),)
    if tap.act == NEW:
        standing = [one for one in ctx.referrals.of_person(person.id) if one.is_open]
        if standing:
            return (_on_the_way(standing[0], person),)
    return _consented(person, None if found is None else found[0], ctx)


@router.on(Tapped)
def agree(event: Tapped, ctx: Context) -> Says | None:
    """Take whether the person agrees that a facility is told why they come."""
    tap = tap_of(event, _AGREE, _REFUSE)
    if tap is None:
        return None
    person_id, _, rest = tap.value.partition(".")
    given_by, _, need_id = rest.partition(".")
    person = known(person_id, ctx)
    if person is None:
        return (gone(),)
    if tap.act == _REFUSE or given_by not in {SELF, PARENT, CARER}:
        return (_without_consent(person),)
    record(person.id, (SHARE,), given_by, ctx)
    found = needed(need_id, ctx)
    need = None if found is None or found[1].id != person.id else found[0]
    return _next(person, need, ctx)


@router.on(Tapped)
def reason(event: Tapped, ctx: Context) -> Says | None:
    """Take an open need as the reason."""
    tap = tap_of(event, _REASON)
    if tap is None:
        return None
    found = needed(tap.value, ctx)
    if found is None:
        return (gone(),)
    need, person = found
    return _consented(person, need, ctx)


@router.on(Tapped)
def there(event: Tapped, ctx: Context) -> Says | None:
    """Take a facility that someone was sent to before."""
    tap = tap_of(event, _WHERE)
    if tap is None:
        return None
    referral_id, _, earlier_id = tap.value.partition(".")
    found, earlier = referred(referral_id, ctx), ctx.referrals.get(earlier_id)
    if found is None or earlier is None or earlier.contact_id != ctx.someone.id:
        return (gone(),)
    return _sent(*found, earlier.facility or "", ctx)


@router.on(Wrote)
def tell(event: Wrote, ctx: Context) -> Says | None:
    """Take the reason or the facility in words."""
    question = asked(_WHY, ctx) or asked(_WHERE, ctx)
    steers = steering(event.text)
    if question is None or steers not in {None, "back", "cancel"}:
        return None
    if question.act == _WHY:
        person = known(question.about, ctx)
        if person is None:
            return (gone(),)
        return _told_why(event.text if steers is None else None, person, ctx)
    found = referred(question.about, ctx)
    if found is None:
        return (gone(),)
    return _told_where(event.text if steers is None else None, *found, ctx)


@router.on(Tapped)
def show(event: Tapped, ctx: Context) -> Says | None:
    """Show the cards of a referral again."""
    tap = tap_of(event, SHOW)
    if tap is None:
        return None
    found = referred(tap.value, ctx)
    return (gone(),) if found is None or not found[0].is_open else cards(*found, ctx)


def _told_why(text: str | None, person: Known, ctx: Context) -> Says:
    if text is None:
        return (_called_off(person),)
    words = taken(text)
    if isinstance(words, tuple):
        return (Say(lines=words), _why(person, ctx))
    return (_where(_draft(person, words, None, ctx), person, ctx),)


def _told_where(text: str | None, referral: Referral, person: Known, ctx: Context) -> Says:
    if text is None:
        ctx.referrals.drop(referral)
        return (_called_off(person),)
    words = taken(text, most=_PLACE)
    if isinstance(words, tuple):
        return (Say(lines=words), _where(referral, person, ctx))
    return _sent(referral, person, words, ctx)


def _consented(person: Known, need: Need | None, ctx: Context) -> Says:
    if stands(person.id, SHARE, ctx):
        return _next(person, need, ctx)
    rest = "" if need is None else f".{need.id}"
    return (
        Say(
            lines=(
                phrase(msgid("Ask {name} first. Read this aloud:"), name=called(person)),
                phrase(
                    msgid("We tell the place of care why you come and which language you speak.")
                ),
                phrase(
                    msgid("Nothing else is told. You may say no, and can go there all the same.")
                ),
            ),
            buttons=(
                button(phrase(msgid("The person agrees")), _AGREE, f"{person.id}.{SELF}{rest}"),
                button(phrase(msgid("A parent agrees")), _AGREE, f"{person.id}.{PARENT}{rest}"),
                button(phrase(msgid("The carer agrees")), _AGREE, f"{person.id}.{CARER}{rest}"),
                button(phrase(msgid("Does not agree")), _REFUSE, person.id),
                the_card(person.id),
            ),
        ),
    )


def _without_consent(person: Known) -> Say:
    return Say(
        lines=(
            phrase(msgid("Then no card is made, and no facility is told anything.")),
            phrase(msgid("{name} can go there all the same, or call 1330."), name=called(person)),
        ),
        buttons=(the_card(person.id),),
    )


def _next(person: Known, need: Need | None, ctx: Context) -> Says:
    if need is None:
        return (_why(person, ctx),)
    return (_where(_draft(person, f"{OF_NEED}{need.kind}", need.id, ctx), person, ctx),)


def _why(person: Known, ctx: Context) -> Say:
    ask(_WHY, ctx, about=person.id)
    needs = ctx.needs.open_of(person.id)[:6]
    return Say(
        lines=(
            phrase(msgid("Why does {name} go there? Choose, or write it."), name=called(person)),
            phrase(msgid("Write what is asked for, not an illness: the card is shown to others.")),
        ),
        buttons=(
            *(button(kind_words(need), _REASON, need.id) for need in needs),
            the_card(person.id),
        ),
    )


def _where(referral: Referral, person: Known, ctx: Context) -> Say:
    ask(_WHERE, ctx, about=referral.id)
    earlier: dict[str, str] = {}
    for one in ctx.referrals.last_by(ctx.someone.id, most=_LAST):
        earlier.setdefault(one.facility or "", one.id)
    last = [(name, found) for name, found in earlier.items() if name][:_SHOWN]
    return Say(
        lines=(phrase(msgid("Which place of care? Write its name, or choose.")),),
        buttons=(
            *(
                button(clipped(name, _LETTERS), _WHERE, f"{referral.id}.{found}")
                for name, found in last
            ),
            the_card(person.id),
        ),
    )


def _draft(person: Known, why: str, need_id: str | None, ctx: Context) -> Referral:
    """Begin a referral; what was begun for this person and not finished is dropped."""
    for one in ctx.referrals.of_person(person.id):
        if one.status == BEGUN:
            ctx.referrals.drop(one)
    row = ctx.persons.get(person.id)
    referral = ctx.referrals.add(
        Referral(
            id=ctx.moment.new_id(),
            code=_new_code(ctx),
            person_id=person.id,
            need_id=need_id,
            area=person.area,
            status=BEGUN,
            made_at=ctx.moment.now,
            ask_on=ctx.moment.today + ASK_AFTER,
            asked=0,
            contact_id=ctx.someone.id,
            is_demo=row is not None and row.is_demo,
        )
    )
    referral.reason = why
    return referral


def _new_code(ctx: Context) -> str:
    while True:
        code = ctx.moment.new_id()[:REFERRAL]
        if is_mixed(code) and ctx.referrals.coded(code) is None:
            return code


def _sent(referral: Referral, person: Known, facility: str, ctx: Context) -> Says:
    if referral.status == BEGUN:
        referral.status, referral.facility = MADE, facility
        referral.made_at = ctx.moment.now
        referral.ask_on = ctx.moment.today + ASK_AFTER
        return (*cards(referral, person, ctx), Referred(referral_id=referral.id))
    return cards(referral, person, ctx) if referral.is_open else (gone(),)


def _called_off(person: Known) -> Say:
    return Say(
        lines=(phrase(msgid("Nothing was sent.")),),
        buttons=(the_card(person.id),),
    )


def _on_the_way(referral: Referral, person: Known) -> Say:
    text = msgid("{name} was sent to {facility} on {date}.")
    told = phrase(
        text,
        name=called(person),
        facility=referral.facility or "",
        date=referral.made_at.date(),
    )
    return Say(
        lines=(told,),
        buttons=(
            button(phrase(msgid("Did they get there?")), ASK, referral.id),
            button(phrase(msgid("Show the cards")), SHOW, referral.id),
            button(phrase(msgid("Send elsewhere")), _AGAIN, person.id),
            the_card(person.id),
        ),
    )
