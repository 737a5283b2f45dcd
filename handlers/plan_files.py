"""Plans as files: the plan of one person as a workbook, by a link that works once."""

from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import Say
from handlers.asking import tap_of
from handlers.context import Context
from handlers.hand_outs import XLSX, hand_out, link_to
from handlers.incoming import Tapped
from handlers.marking import EXPORTED, mark
from handlers.need_cards import button, gone, the_card
from handlers.plan_lines import FILE, HEADINGS, row_of
from handlers.register import Known, called, known
from handlers.router import Router, Says

_LIST = "plan.list"

router = Router()


@router.on(Tapped)
def give(event: Tapped, ctx: Context) -> Says | None:
    """Hand out the plan of a person; where the bot has no address, say that it cannot be."""
    tap = tap_of(event, FILE)
    if tap is None:
        return None
    person = known(tap.value, ctx)
    if person is None:
        return (gone(),)
    return (_file(person, ctx),)


def _file(person: Known, ctx: Context) -> Say:
    back = button(phrase(msgid("Back to the plan")), _LIST, person.id)
    if ctx.sheet is None or not ctx.public_url:
        text = msgid("Files cannot be sent from here. The plan stands in the messages above.")
        return Say(lines=(phrase(text),), buttons=(back, the_card(person.id)))
    rows = [
        row_of(
            item,
            None if item.need_id is None else ctx.needs.get(item.need_id),
            code=person.code,
            name=person.name,
        )
        for item in ctx.plan_items.of_person(person.id)
    ]
    content = ctx.sheet((HEADINGS, *rows), ctx.language)
    kept = hand_out(content, f"plan-{person.code}.xlsx", XLSX, ctx)
    mark(EXPORTED, "plan", person.id, ctx, area=person.area)
    link = link_to(kept, phrase(msgid("Open the file")), ctx)
    lines: tuple[Words, ...] = (
        phrase(msgid("The plan of {name} is ready."), name=called(person)),
        phrase(msgid("The link works once, for 15 minutes. Keep the file safe.")),
    )
    return Say(lines=lines, buttons=(*(() if link is None else (link,)), back))
