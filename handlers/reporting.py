"""Reports in the chat: totals of an area for coordinators, mentors and readers."""

from dataclasses import dataclass, replace

from dialogue.phrase import Phrase, Words, msgid, phrase
from dialogue.places import code_in
from dialogue.prompt import Button, Say
from dialogue.reading.periods import Period, before, month_of, period_of, year_of
from dialogue.reading.steering import says_report
from dialogue.reporting.table import Line, Table
from dialogue.tap import Tap
from handlers import places
from handlers.asking import ask, asked, tap_of
from handlers.buttons import to_menu
from handlers.context import Context
from handlers.hand_outs import XLSX, hand_out, link_to
from handlers.incoming import Incoming, Tapped, Wrote
from handlers.marking import EXPORTED, REPORT, SAW, mark
from handlers.report_kinds import BY_NAME, EVERY, VISITS, Kind
from handlers.report_rows import rows_of
from handlers.report_words import PICTURE
from handlers.roles import totals_of
from handlers.router import Router, Says
from handlers.tallies import Wish, table

SHOW = "report"
"""The act of buttons that show a report; "" is the first, else what `Choose.written` gives."""

_KINDS, _PERIOD, _AREA, _FILE = "report.kinds", "report.period", "report.area", "report.file"
_HIDDEN = "*"
_SMALLEST = 6  # digits of a tambon's code

router = Router()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose:
    """What was chosen so far."""

    kind: Kind
    area: str
    period: Period

    @property
    def written(self) -> str:
        """Write it into a button."""
        return f"{self.kind.name},{self.area},{self.period.written()}"


@router.on(Wrote)
def begin(event: Wrote, ctx: Context) -> Says | None:
    """Show the first report to whoever asks by word, or say whom reports are for."""
    if not says_report(event.text):
        return None
    return (_first(ctx),)


@router.on(Tapped)
def go_on(event: Incoming, ctx: Context) -> Says | None:
    """Show the report that was tapped, hand it out, or ask for another report, period or area."""
    tap = tap_of(event, SHOW, _KINDS, _PERIOD, _AREA, _FILE)
    if tap is None:
        return None
    chosen = _read(tap.value, ctx)
    if chosen is None:
        return (_first(ctx),)
    if tap.act == SHOW:
        return (_shown(chosen, ctx),)
    if tap.act == _FILE:
        return (_file(chosen, ctx),)
    if tap.act == _KINDS:
        return (_every_kind(chosen),)
    ask(tap.act, ctx, about=chosen.written)
    return (_ask_period(chosen) if tap.act == _PERIOD else _ask_area(chosen),)


@router.on(Wrote)
def take(event: Wrote, ctx: Context) -> Says | None:
    """Take the period or the area that was typed."""
    for act, taken in ((_PERIOD, _taken_period), (_AREA, _taken_area)):
        question = asked(act, ctx)
        if question is not None and (chosen := _read(question.about, ctx)) is not None:
            return (taken(event.text, chosen, question.about, ctx),)
    return None


def _first(ctx: Context) -> Say:
    roots = _roots(ctx)
    if not roots:
        text = msgid("Reports are for coordinators, mentors and readers. Ask your coordinator.")
        return Say(lines=(phrase(text),), buttons=(to_menu(),))
    chosen = Choose(kind=VISITS, area=roots[0], period=year_of(ctx.moment.today))
    return _shown(chosen, ctx)


def _roots(ctx: Context) -> list[str]:
    """List the areas whose totals the contact may see, the longest held first."""
    return [grant.area for grant in totals_of(ctx).grants]


def _read(value: str, ctx: Context) -> Choose | None:
    """Read what a button carries; None where it is not, or no longer, theirs to see."""
    kind, _, rest = value.partition(";")[0].partition(",")
    area, _, days = rest.partition(",")
    period = period_of(days, today=ctx.moment.today)
    if period is None or not period.is_of_months:
        return None
    is_code = area == "" or code_in(area) == area
    if kind not in BY_NAME or not is_code or _root(area, ctx) is None:
        return None
    return Choose(kind=BY_NAME[kind], area=area, period=period)


def _root(area: str, ctx: Context) -> str | None:
    around = [root for root in _roots(ctx) if area.startswith(root)]
    return min(around, key=len, default=None)


def _shown(chosen: Choose, ctx: Context) -> Say:
    made = _made(chosen, ctx)
    mark(SAW, REPORT, _subject(chosen), ctx, area=chosen.area)
    return Say(lines=tuple(_lines(made)), buttons=_ways_on(chosen, ctx))


def _file(chosen: Choose, ctx: Context) -> Say:
    """Hand a report out as a workbook, with the same counts hidden as in the chat."""
    if ctx.sheet is None or not ctx.public_url:
        text = msgid("Files cannot be sent from here. The report stands in the messages above.")
        return Say(lines=(phrase(text),), buttons=(_back(chosen), to_menu()))
    content = ctx.sheet(rows_of(_made(chosen, ctx)), ctx.language)
    kept = hand_out(content, f"report-{chosen.kind.name}.xlsx", XLSX, ctx)
    mark(EXPORTED, REPORT, _subject(chosen), ctx, area=chosen.area)
    link = link_to(kept, phrase(msgid("Open the file")), ctx)
    lines: tuple[Words, ...] = (
        phrase(msgid("The report is ready as a file.")),
        phrase(msgid("The link works once, for 15 minutes. Keep the file safe.")),
    )
    return Say(lines=lines, buttons=(*(() if link is None else (link,)), _back(chosen), to_menu()))


def _subject(chosen: Choose) -> str:
    return f"{chosen.kind.name} {chosen.period.written()}"


def _made(chosen: Choose, ctx: Context) -> Table:
    root = _root(chosen.area, ctx)
    wish = Wish(
        kind=chosen.kind,
        root=chosen.area if root is None else root,
        area=chosen.area,
        period=chosen.period,
        digits=min(len(chosen.area) + 2, _SMALLEST),
        language=ctx.language,
        zone=ctx.moment.zone,
        today=ctx.moment.today,
        is_demo=ctx.someone.is_demo,
    )
    return table(wish, ctx)


def _lines(made: Table) -> list[Words]:
    first, last = made.period.first, made.period.last
    head = msgid("{area}, from {first} until {last}")
    told: list[Words] = [
        made.title,
        phrase(head, area=made.area_label, first=first, last=last),
    ]
    if made.is_empty:
        return [*told, phrase(msgid("Nothing was counted in this time."))]
    total_first = sorted(made.lines, key=lambda line: line.level != 0)
    told += [_told(line, made) for line in total_first if _counts_anything(line, made)]
    if made.hides:
        told.append(phrase(msgid("* is hidden, so that nobody can be recognised.")))
    return told


def _counts_anything(line: Line, made: Table) -> bool:
    return any(made.count(line, column) != 0 for column in made.columns)


def _told(line: Line, made: Table) -> Phrase:
    counts = {column.name: _number(made.count(line, column)) for column in made.columns}
    name: Words = line.label
    if "visits" in counts:
        text = (
            msgid("{name}: {visits} visits, {people} people, {new} new, {volunteers} volunteers")
            if line.level == 0
            else msgid("{name}: {visits} visits, {people} people")
        )
        return phrase(text, name=name, **counts)
    if "found" in counts:
        text = (
            msgid("– {name}: found {found}, met {met}, open {open}")
            if line.level > 1
            else msgid("{name}: found {found}, met {met}, open {open}")
        )
        return phrase(text, name=name, **counts)
    (number,) = counts.values()
    text = msgid("– {name}: {number}") if line.level > 1 else msgid("{name}: {number}")
    return phrase(text, name=name, number=number)


def _number(count: int | None) -> str:
    return _HIDDEN if count is None else f"{count:,}"


def _ways_on(chosen: Choose, ctx: Context) -> tuple[Button, ...]:
    today = ctx.moment.today
    after = EVERY[(EVERY.index(chosen.kind) + 1) % len(EVERY)]
    periods = (
        (msgid("This month"), month_of(today)),
        (msgid("This year"), year_of(today)),
        (msgid("Last year"), before(year_of(today))),
    )
    return (
        _button(msgid("Next report"), SHOW, replace(chosen, kind=after)),
        _button(msgid("All reports"), _KINDS, chosen),
        *(
            _button(label, SHOW, replace(chosen, period=period))
            for label, period in periods
            if period != chosen.period
        ),
        _button(msgid("Another period"), _PERIOD, chosen),
        _button(msgid("Another area"), _AREA, chosen),
        _button(msgid("As a file (Excel)"), _FILE, chosen),
        _button(msgid("Picture of the month"), PICTURE, chosen),
        to_menu(),
    )


def _every_kind(chosen: Choose) -> Say:
    choices = tuple(
        Button(label=kind.heading, tap=Tap(act=SHOW, value=replace(chosen, kind=kind).written))
        for kind in EVERY
    )
    lines = (phrase(msgid("Which report do you want to see?")),)
    return Say(lines=lines, buttons=(*choices, to_menu()))


def _ask_period(chosen: Choose) -> Say:
    text = msgid("Type a year or a month, such as 2569, 2569-05 or 2569-01..2569-06.")
    return Say(lines=(phrase(text),), buttons=(_back(chosen),))


def _ask_area(chosen: Choose) -> Say:
    text = msgid("Type the name of a province, district or tambon, or its code.")
    return Say(lines=(phrase(text),), buttons=(_back(chosen),))


def _taken_period(text: str, chosen: Choose, _about: str, ctx: Context) -> Say:
    today = ctx.moment.today
    period = period_of(text, today=today)
    if period is not None and period.last == today:
        period = replace(period, last=month_of(today).last)
    if period is None or not period.is_of_months:  # days tell apart what months do not
        ask(_PERIOD, ctx, about=chosen.written)
        return _ask_period(chosen)
    return _shown(replace(chosen, period=period), ctx)


def _taken_area(text: str, chosen: Choose, about: str, ctx: Context) -> Say:
    offered = about.partition(";")[2].split()
    picked = places.by_number(text, offered)
    match = places.sought(picked or text, ctx, within=_roots(ctx))
    if match.only is not None:
        return _shown(replace(chosen, area=match.only.code), ctx)
    codes = " ".join(area.code for area in match.areas)
    ask(_AREA, ctx, about=f"{chosen.written};{codes}")
    return places.which(
        match,
        ctx,
        lambda code: Tap(act=SHOW, value=replace(chosen, area=code).written),
        buttons=(_back(chosen),),
    )


def _button(label: str, act: str, chosen: Choose) -> Button:
    return Button(label=phrase(label), tap=Tap(act=act, value=chosen.written))


def _back(chosen: Choose) -> Button:
    return _button(msgid("Back"), SHOW, chosen)
