"""Violence and trafficking: little is asked, whoever lives through it decides, nothing is kept."""

from collections.abc import Sequence
from typing import Final, Literal

from dialogue.phrase import msgid, phrase
from dialogue.prompt import AnyButton, Button, Card, Link, Say
from dialogue.reading.steering import says_leave
from dialogue.tap import Tap
from handlers.asking import tap_of
from handlers.buttons import call, quick_exit
from handlers.context import Context
from handlers.happened import LeftQuietly
from handlers.incoming import Tapped, Wrote
from handlers.roles import FILLS_FORMS
from handlers.router import Router, Says

ACT: Final = "violence"

_OUT, _SAFE, _UNSAFE, _WHAT, _CLEAR = "out", "safe", "unsafe", "what", "clear"
_HURT, _SHELTER, _WORK, _VOLUNTEER, _CHILD = "care", "shelter", "work", "team", "child"
_TIPS: Final = (
    msgid("Tip: drink clean water often on hot days."),
    msgid("Tip: wash your hands before you cook and before you eat."),
    msgid("Tip: rainy days bring mosquitoes. Empty every bucket around the house."),
    msgid("Tip: vegetables and fruit every day keep the body strong."),
)
_CANNOT_DELETE: Final = msgid(
    "This bot cannot delete what it has written here. Whoever holds this phone can read it."
)

router = Router()


@router.on(Tapped)
def go(event: Tapped, ctx: Context) -> Says | None:
    """Answer one button; what was tapped before stands in the button itself, and nowhere else."""
    tap = tap_of(event, ACT)
    if tap is None:
        return None
    if tap.value == _OUT:
        return _leave(ctx)
    return (_page(tap.value),)


@router.on(Wrote)
def go_out(event: Wrote, ctx: Context) -> Says | None:
    """Leave as the button does, whoever types it in a hurry; a volunteer's form may ask for it."""
    is_asked = ctx.has_role(*FILLS_FORMS) and ctx.drafts.open_of(ctx.someone.id) is not None
    if is_asked or not says_leave(event.text):
        return None
    return _leave(ctx)


def _leave(ctx: Context) -> Says:
    """Say something that may be read by anybody, and put the plain menu back."""
    tip = _TIPS[ctx.moment.now.minute % len(_TIPS)]
    return (Say(lines=(phrase(tip),)), LeftQuietly(contact_id=ctx.someone.id))


def _page(value: str) -> Say:
    pages = {
        _UNSAFE: _unsafe,
        _SAFE: _near,
        _WHAT: _what,
        _CLEAR: _how_to_clear,
        _HURT: _care,
        _SHELTER: _shelter,
        _WORK: _work,
        _VOLUNTEER: _team,
        _CHILD: _child,
    }
    return pages.get(value, _first)()


def _first() -> Say:
    return _card(
        msgid("You are not alone. It is not your fault."),
        (
            msgid("You decide what happens. Nothing of this talk is kept, and nobody is told."),
            msgid("Are you safe right now?"),
        ),
        (
            _to(msgid("Not safe"), _UNSAFE),
            _to(msgid("Safe now"), _SAFE),
            _to(msgid("It is about a child"), _CHILD),
            _to(msgid("How to clear this chat"), _CLEAR),
        ),
    )


def _unsafe() -> Say:
    return _card(
        msgid("Get to safety. Call for help."),
        (
            msgid("Go where there are other people, if you can."),
            msgid("191 are the police. 1300 helps day and night, Thais and foreigners."),
            msgid("Call 1669 if someone is hurt."),
        ),
        (*_calls("191", "1300", "1669"), _to(msgid("Go on"), _WHAT)),
        tone="danger",
    )


def _near() -> Say:
    return _card(
        msgid("Is someone near who could read this?"),
        (msgid("If someone is near, leave now and call 1300 later from a phone you trust."),),
        (
            _to(msgid("Nobody is near"), _WHAT),
            _to(msgid("How to clear this chat"), _CLEAR),
            *_calls("1300"),
        ),
    )


def _what() -> Say:
    return _card(
        msgid("What help do you want?"),
        (msgid("You can stop at any time. Nobody is called unless you call."),),
        (
            _to(msgid("A doctor"), _HURT),
            _to(msgid("A place to stay"), _SHELTER),
            _to(msgid("Trouble at work"), _WORK),
            _to(msgid("About a volunteer"), _VOLUNTEER),
            *_calls("1300"),
        ),
    )


def _care() -> Say:
    return _card(
        msgid("Go to a hospital today."),
        (
            msgid("After forced sex, go as soon as possible: some medicines only help early."),
            msgid("Ask for the one-stop crisis centre (OSCC). No report to the police is needed."),
            msgid("Do not wash, and take the clothes along in a bag, if you can."),
            _INTERPRETER,
        ),
        (*_calls("1300", "1669"), _to(msgid("Go on"), _WHAT)),
    )


def _shelter() -> Say:
    return _card(
        msgid("1300 finds a safe place."),
        (
            msgid("It is free, day and night, for Thais and foreigners, with and without papers."),
            msgid("Have ready, if you can: papers, money, medicines, things of the children."),
            _INTERPRETER,
        ),
        (*_calls("1300"), _to(msgid("Go on"), _WHAT)),
    )


def _work() -> Say:
    return _card(
        msgid("1300 helps workers, too."),
        (
            msgid(
                "Papers held, locked in, debts, no pay, threats: this is not your fault, and you"
                " can get help with and without papers."
            ),
            msgid("Do not argue with the employer about it. Call when you are alone."),
            _INTERPRETER,
        ),
        (*_calls("1300", "191"), _to(msgid("Go on"), _WHAT)),
    )


def _team() -> Say:
    return _card(
        msgid("A volunteer may never harm anyone."),
        (
            msgid("Call 1300. It does not belong to the volunteers, and they do not hear of it."),
            msgid("You can also call the head office of the programme, not the local team."),
            msgid("Nothing of it is passed on by this bot."),
        ),
        (*_calls("1300"), _to(msgid("Go on"), _WHAT)),
    )


def _child() -> Say:
    return _card(
        msgid("A child is hurt or in danger"),
        (
            msgid("Call 1300: it protects children, day and night. Call 191 if it is now."),
            msgid("Bring a hurt child to a hospital first. Questions can wait."),
            msgid("Do not ask the child many questions, and do not promise to keep it secret."),
        ),
        (*_calls("1300", "191", "1669"), _to(msgid("Go on"), _WHAT)),
    )


def _how_to_clear() -> Say:
    return _card(
        msgid("How to clear this chat"),
        (
            msgid("Press long on what you wrote yourself and choose “Unsend”."),
            msgid(
                "Then open the menu at the top of this chat, Settings, and delete the chat history."
            ),
            msgid("The same is to be done on every tablet or computer that has your LINE."),
        ),
        (_to(msgid("Go on"), _WHAT), *_calls("1300")),
    )


_INTERPRETER: Final = msgid(
    "Ask for an interpreter. Do not let family or the employer interpret for you."
)


def _card(
    title: str,
    lines: Sequence[str],
    buttons: Sequence[AnyButton],
    *,
    tone: Literal["plain", "danger"] = "plain",
) -> Say:
    """Make one bubble of this talk: the phone tells nothing of it, and it has a quick exit."""
    card = Card(
        title=phrase(title),
        lines=tuple(phrase(line) for line in lines),
        buttons=(*buttons, quick_exit()),
        note=(phrase(_CANNOT_DELETE),),
        tone=tone,
    )
    return Say(lines=(), cards=(card,), private=True)


def _calls(*numbers: str) -> tuple[Link, ...]:
    return tuple(call(one) for one in numbers)


def _to(label: str, value: str) -> Button:
    return Button(label=phrase(label), tap=Tap(act=ACT, value=value))
