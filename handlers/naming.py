"""Names: what colleagues call someone, asked after joining and never needed."""

from datetime import timedelta

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Say
from dialogue.reading.cleaning import digits, visible
from dialogue.reading.steering import says_hello, says_own_name, steering
from handlers.asking import ask, asked
from handlers.buttons import to_menu
from handlers.colleagues import called, joined_notice
from handlers.context import Context
from handlers.happened import Happened, Joined, LanguageChosen
from handlers.incoming import Wrote
from handlers.router import Router, Says
from models.organization import Membership

_ACT = "team.name"
_LONGEST = 20
_DIGITS = 5
"""More of them are a telephone number, which is not kept."""
_JUST_NOW = timedelta(hours=1)

router = Router()
answers = Router()


@router.on(Wrote)
def begin(event: Wrote, ctx: Context) -> Says | None:
    """Ask anew, for whoever wants to be called otherwise."""
    if not says_own_name(event.text):
        return None
    roles = ctx.memberships.of(ctx.someone.id)
    return (_question(roles[0], ctx),) if roles else None


@answers.on(Wrote)
def take(event: Wrote, ctx: Context) -> Says | None:
    """Take the name; asked after everything else that typed words can mean."""
    roles = ctx.memberships.of(ctx.someone.id)
    if asked(_ACT, ctx) is None or not roles:
        return None
    if steering(event.text) is not None or says_hello(event.text):
        return None
    name = " ".join(visible(event.text).split())
    if not 0 < len(name) <= _LONGEST or sum(map(str.isdigit, digits(name))) >= _DIGITS:
        ask(_ACT, ctx)
        text = msgid("Please type a short name of at most {most} letters, without a phone number.")
        return (Say(lines=(phrase(text, most=_LONGEST),), buttons=(to_menu(),)),)
    for one in roles:
        one.name = name
    said = phrase(msgid("Your colleagues see you as {name} from now on."), name=name)
    return (Say(lines=(said,), buttons=(to_menu(),)), *_news(roles, ctx))


def after_joining(event: Happened, ctx: Context) -> Says:
    """Ask someone new what to call them, unless the language is asked for first."""
    if not isinstance(event, Joined) or ctx.someone.language is None:
        return ()
    return _ask_the_nameless(ctx)


def after_language(event: Happened, ctx: Context) -> Says:
    """Ask whoever joined just before they chose a language."""
    if not isinstance(event, LanguageChosen):
        return ()
    roles = ctx.memberships.of(ctx.someone.id)
    fresh = any(ctx.moment.now - one.joined_at < _JUST_NOW for one in roles)
    return _ask_the_nameless(ctx) if fresh else ()


def _ask_the_nameless(ctx: Context) -> Says:
    roles = ctx.memberships.of(ctx.someone.id)
    is_busy = ctx.drafts.open_of(ctx.someone.id) is not None
    if is_busy or not roles or any(one.name for one in roles):
        return ()
    return (_question(roles[0], ctx),)


def _question(one: Membership, ctx: Context) -> Say:
    ask(_ACT, ctx)
    text = msgid("What shall your colleagues call you? Type a short name. For now it is {name}.")
    return Say(lines=(phrase(text, name=called(one)),), buttons=(to_menu(),))


def _news(roles: list[Membership], ctx: Context) -> Says:
    """Tell whoever invited them lately under which name they have come."""
    fresh = (one for one in roles if ctx.moment.now - one.joined_at < _JUST_NOW)
    return tuple(
        joined_notice(one, one.invited_by, ctx) for one in fresh if one.invited_by is not None
    )
