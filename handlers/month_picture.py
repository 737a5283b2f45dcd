"""The picture of a month: visits and people by tambon, drawn for whoever may see totals."""

from datetime import timedelta

from dialogue.phrase import Words, msgid, phrase
from dialogue.places import code_in
from dialogue.prompt import Button, Say
from dialogue.reading.month_words import says_month
from dialogue.reading.periods import Period, month_of, period_of
from dialogue.reporting.table import Line, Table
from dialogue.tap import Tap
from handlers.asking import tap_of
from handlers.buttons import button, to_menu, with_menu
from handlers.context import Context
from handlers.hand_outs import show
from handlers.incoming import Incoming, Tapped, Wrote
from handlers.marking import REPORT, SAW, mark
from handlers.report_kinds import VISITS
from handlers.report_words import PICTURE
from handlers.roles import totals_of
from handlers.router import Router, Says
from handlers.tallies import Wish, table

_PNG = "image/png"
_TAMBON = 6  # digits of its code
_LISTED = 20

router = Router()


@router.on(Wrote, Tapped)
def draw(event: Incoming, ctx: Context) -> Says | None:
    """Draw a month of an area that is theirs to see; where no picture can be sent, write it."""
    tap = tap_of(event, PICTURE)
    if tap is None and not (isinstance(event, Wrote) and says_month(event.text)):
        return None
    roots = [grant.area for grant in totals_of(ctx).grants]
    if not roots:
        text = msgid("Reports are for coordinators, mentors and readers. Ask your coordinator.")
        return (with_menu(text),)
    area, month = _chosen("" if tap is None else tap.value, roots[0], ctx)
    root = min((one for one in roots if area.startswith(one)), key=len, default=None)
    if root is None:
        area = root = roots[0]
    made = _made(root, area, month, ctx)
    mark(SAW, REPORT, f"{VISITS.name} {month.written()}", ctx, area=area)
    return (_said(made, ctx),)


def _chosen(value: str, first: str, ctx: Context) -> tuple[str, Period]:
    """Read the area and the month that a button carries; a longer period is this month."""
    today = ctx.moment.today
    if not value:
        return first, month_of(today)
    _, area, days = (*value.split(",", 2), "", "")[:3]
    period = period_of(days, today=today)
    is_month = period is not None and month_of(period.first) == period
    if area and code_in(area) != area:
        area = first
    return area, period if period is not None and is_month else month_of(today)


def _made(root: str, area: str, month: Period, ctx: Context) -> Table:
    wish = Wish(
        kind=VISITS,
        root=root,
        area=area,
        period=month,
        digits=_TAMBON,
        language=ctx.language,
        zone=ctx.moment.zone,
        today=ctx.moment.today,
        is_demo=ctx.someone.is_demo,
    )
    return table(wish, ctx)


def _said(made: Table, ctx: Context) -> Say:
    buttons = (_before(made), button(msgid("Report"), "report"), to_menu())
    if made.is_empty:
        lines = (*_head(made), phrase(msgid("Nothing was counted in this time.")))
        return Say(lines=lines, buttons=buttons)
    picture = None
    if ctx.chart is not None and ctx.public_url.startswith("https://"):
        picture = show(ctx.chart(made, ctx.language), _PNG, ctx)
    if picture is not None:
        return Say(lines=_head(made), picture=picture, buttons=buttons)
    no = phrase(msgid("Pictures cannot be sent from here, so this is the same in words."))
    return Say(lines=(*_head(made), *_counts(made), no), buttons=buttons)


def _before(made: Table) -> Button:
    month = month_of(made.period.first - timedelta(days=1))
    value = f"{VISITS.name},{made.area},{month.written()}"
    return Button(label=phrase(msgid("The month before")), tap=Tap(act=PICTURE, value=value))


def _head(made: Table) -> tuple[Words, ...]:
    text = msgid("{area}, from {first} until {last}")
    first, last = made.period.first, made.period.last
    return (made.title, phrase(text, area=made.area_label, first=first, last=last))


def _counts(made: Table) -> list[Words]:
    shown = made.lines[:_LISTED]
    told: list[Words] = [_counted(line, made) for line in shown]
    if len(made.lines) > len(shown):
        told.append(phrase(msgid("And {count} more"), count=len(made.lines) - len(shown)))
    if made.hides:
        told.append(phrase(msgid("* is hidden, so that nobody can be recognised.")))
    return told


def _counted(line: Line, made: Table) -> Words:
    counts = {
        column.name: "*" if (number := made.count(line, column)) is None else f"{number:,}"
        for column in made.columns
        if column.name in {"visits", "people"}
    }
    return phrase(msgid("{name}: {visits} visits, {people} people"), name=line.label, **counts)
