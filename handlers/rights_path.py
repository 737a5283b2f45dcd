"""Which right do I have: a short form that anyone may begin, and what can be done after it."""

from typing import Final

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.tap import Tap, read
from handlers.buttons import call, to_menu
from handlers.context import Context
from handlers.drafting import begin
from handlers.happened import Happened, LeftQuietly, PathEnded
from handlers.incoming import Tapped
from handlers.roles import is_open_to_all
from handlers.router import Router, Says
from handlers.submitting import erase

ACT: Final = "rights"
FORM: Final = "rights_path"

router = Router()


@router.on(Tapped)
def start(event: Tapped, ctx: Context) -> Says | None:
    """Begin the path; where it was withdrawn, say whom to ask."""
    tap = read(event.data)
    if tap is None or tap.act != ACT:
        return None
    version = ctx.forms.current(FORM)
    if version is not None:
        return begin(version, ctx)
    text = msgid("For questions about your health right, call 1330, day or night.")
    return (Say(lines=(phrase(text),), buttons=(call("1330"), call("1669"))),)


def after_quiet_exit(event: Happened, ctx: Context) -> Says:
    """Erase a path that was begun and left in a hurry: nothing may offer to go on with it."""
    if not isinstance(event, LeftQuietly):
        return ()
    for draft in ctx.drafts.of(event.contact_id):
        version = None if draft.version_id is None else ctx.forms.version(draft.version_id)
        if version is not None and is_open_to_all(version, ctx):
            erase(draft, ctx)
    return ()


def after_path(event: Happened, _ctx: Context) -> Says:
    """Offer what can be done with the answer: a place to get care, a person, another question."""
    if not isinstance(event, PathEnded) or event.form_id != FORM:
        return ()
    return (
        Say(
            lines=(
                phrase(msgid("What do you want to do now?")),
                phrase(msgid("You can also type your question here.")),
            ),
            buttons=(
                Button(label=phrase(msgid("Find care")), tap=Tap(act="care")),
                Button(label=phrase(msgid("Talk to a person")), tap=Tap(act="human")),
                call("1330"),
                call("1669"),
                to_menu(),
            ),
        ),
    )
