"""Keeping questions: one that was not understood is kept if whoever asked it agrees."""

from dialogue.phrase import msgid
from dialogue.topics.carrying import uncarried
from dialogue.topics.masking import masked
from dialogue.topics.script import language_of
from handlers import topic_cards
from handlers.asking import tap_of
from handlers.buttons import with_menu
from handlers.context import Context
from handlers.incoming import Tapped
from handlers.router import Router, Says
from models.question import KeptQuestion

router = Router()


@router.on(Tapped)
def keep(event: Tapped, ctx: Context) -> Says | None:
    """Keep the question that the button carries, or nothing of it."""
    tap = tap_of(event, topic_cards.KEEP)
    if tap is None:
        return None
    question = masked(uncarried(tap.value))
    if not question:
        return (with_menu(msgid("Nothing of your question is kept.")),)
    _keep(question, ctx)
    return (with_menu(msgid("Thank you. It is kept without your name, so that we learn.")),)


def _keep(question: str, ctx: Context) -> None:
    """Keep it once, however often it is asked, and know nothing of whoever asked."""
    key = ctx.hashed(f"question:{question}")[:32]
    known = ctx.questions.get(key)
    if known is not None:
        known.asked_on = ctx.moment.today
        return
    new = KeptQuestion(
        id=key,
        language=language_of(question) or ctx.language,
        asked_on=ctx.moment.today,
        is_demo=ctx.someone.is_demo,
    )
    ctx.questions.keep(new, question)
