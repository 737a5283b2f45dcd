"""Groups and rooms: one greeting, one invitation to talk alone, and silence."""

from dialogue.phrase import in_both, msgid
from dialogue.prompt import Say
from handlers.codes import code_in
from handlers.context import Context
from handlers.incoming import Gathered, Overheard
from handlers.router import Router, Says

router = Router()


@router.on(Gathered)
def greet(event: Gathered, ctx: Context) -> Says:
    """Say once what this is; when spoken to, ask to be written to alone."""
    _burn(event.text, ctx)
    if event.why == "joined":
        text = msgid(
            "Hello. I am Siao, an automatic health helper. I stay silent in groups and keep nothing"
            " that is said here. To use me, add me as a friend and write to me alone."
        )
    else:
        text = msgid("Please write to me alone. I keep nothing that is said in a group.")
    is_danger = bool(event.text and ctx.signs(event.text))
    first = in_both(msgid("If a life is in danger, call 1669 now.")) if is_danger else ()
    return (Say(lines=(*first, *in_both(text))),)


@router.on(Overheard)
def burn(event: Overheard, ctx: Context) -> Says:
    """Stay silent; an invite code that was shown to a group is used up."""
    _burn(event.text, ctx)
    return ()


def _burn(text: str, ctx: Context) -> None:
    code = code_in(text)
    invite = code and ctx.invites.open(ctx.hashed(f"invite:{code}"), ctx.moment.now)
    if invite:
        ctx.invites.end(invite, ctx.moment.now, by=None)
