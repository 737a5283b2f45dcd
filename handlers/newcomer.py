"""Newcomers: someone who is not in the register yet is noted, question by question."""

from collections.abc import Callable
from typing import Final

from dialogue.people import naming
from dialogue.people.groups import GROUPS
from dialogue.people.noting import (
    DETAILS,
    LONGEST,
    SKIPPABLE,
    Noting,
    Step,
    birth_year_of,
    numbers_in,
)
from dialogue.people.said import said, says_rest
from dialogue.phrase import msgid, phrase
from dialogue.prompt import Say
from dialogue.reading.steering import says_add_person, steering
from handlers import newcomer_prompts as prompts
from handlers.asking import ask, asked, tap_of
from handlers.buttons import to_menu
from handlers.context import Context
from handlers.few_words import taken
from handlers.incoming import Incoming, Tapped, Wrote
from handlers.newcomer_keeping import (
    IN_HOME,
    area_of,
    at,
    home_in_sight,
    home_of,
    keep,
    kept_nothing,
    what_next,
)
from handlers.person_parts import NEW, is_for_others, say, to_people, works
from handlers.register import alike_in, called, known
from handlers.roles import areas_of, scope_of
from handlers.router import Router, Says

_KEPT_HOMES: Final = 7

router = Router()
asking = Router()


@router.on(Tapped, Wrote)
def begin(event: Incoming, ctx: Context) -> Says | None:
    """Begin to note someone new, at a home where one was tapped."""
    tap = tap_of(event, NEW)
    says_so = isinstance(event, Wrote) and says_add_person(event.text)
    if (tap is None and not says_so) or not works(ctx):
        return None
    value = "" if tap is None else tap.value
    before = Noting.read(ctx.someone.noting)
    if before is not None and "name" in before.told and not value:
        return (prompts.again(before),)
    noting = Noting(id=ctx.moment.new_id()[: naming.CODE])
    home = home_in_sight(value.removeprefix(IN_HOME), ctx) if value.startswith(IN_HOME) else None
    return _go_on(noting if home is None else at(noting, home), ctx)


@router.on(Tapped)
def tapped(event: Tapped, ctx: Context) -> Says | None:
    """Take the answer of a button; one of an earlier question changes nothing."""
    tap = tap_of(event, prompts.SAY)
    if tap is None or not works(ctx):
        return None
    noting_id, step, answer = (*tap.value.split(".", 2), "", "")[:3]
    noting = Noting.read(ctx.someone.noting)
    if noting is None or noting.id != noting_id:
        text = msgid("This was finished before. Nothing was changed.")
        return (say(phrase(text), buttons=(to_people(), to_menu())),)
    if step != noting.step:
        return _go_on(noting, ctx)
    return _steered(noting, answer, ctx) or _answered(noting, answer, ctx)


@asking.on(Wrote)
def typed(event: Wrote, ctx: Context) -> Says | None:
    """Take what was typed for the question that was just asked."""
    if asked(prompts.SAY, ctx) is None or not works(ctx) or is_for_others(event.text):
        return None
    noting = Noting.read(ctx.someone.noting)
    if noting is None:
        return None
    word = "rest" if says_rest(event.text) else steering(event.text)
    return _steered(noting, word or "", ctx) or _told(noting, event.text.strip(), ctx)


def _steered(noting: Noting, word: str, ctx: Context) -> Says | None:
    """Go back, past a question, or out; None for an answer."""
    if word == "cancel":
        ctx.someone.noting = None
        text = msgid("Cancelled. Nothing of this person was kept.")
        return (say(phrase(text), buttons=(to_people(), to_menu())),)
    if word == "back":
        return _go_on(noting.back(), ctx)
    if word == "skip" and noting.step in SKIPPABLE:
        return _go_on(noting.answered(), ctx)
    if word == "rest" and noting.step in DETAILS:
        while noting.step != "done":
            noting = noting.answered()
        return _go_on(noting, ctx)
    return None


def _answered(noting: Noting, answer: str, ctx: Context) -> Says:
    """Take the answer of a button; one that is not below this question changes nothing."""
    take: dict[Step, Callable[[], Says | None]] = {
        "home": lambda: _at_home(noting, answer, ctx),
        "area": lambda: _in_area(noting, answer, ctx),
        "same": lambda: _same(noting, answer, ctx),
        "groups": lambda: _grouped(noting, answer, ctx),
        "consent": lambda: _agreed(noting, answer, ctx),
    }
    if noting.step in {"sex", "speaks"} and answer in prompts.OPTIONS[noting.step]:
        return _go_on(noting.answered(**{noting.step: answer}), ctx)
    return take.get(noting.step, lambda: None)() or _go_on(noting, ctx)


def _at_home(noting: Noting, answer: str, ctx: Context) -> Says | None:
    if answer == "other":
        return _go_on(noting.answered(), ctx)
    if answer == "none":
        return _go_on(noting.answered(household="", village=""), ctx)
    home = home_in_sight(answer, ctx)
    return None if home is None else _go_on(at(noting, home), ctx)


def _in_area(noting: Noting, answer: str, ctx: Context) -> Says | None:
    is_mine = answer.isdecimal() and answer.startswith(tuple(areas_of(ctx)))
    return _go_on(noting.answered(area=answer), ctx) if is_mine else None


def _agreed(noting: Noting, answer: str, ctx: Context) -> Says | None:
    """Go on with whoever agrees; whoever does not is asked nothing more."""
    if answer == "no":
        return kept_nothing(ctx)
    is_yes = answer in prompts.OPTIONS["consent"]
    return _go_on(noting.answered(consent=answer), ctx) if is_yes else None


def _told(noting: Noting, text: str, ctx: Context) -> Says:
    """Take a typed answer; the words of a button count as a tap on it."""
    answer = said(noting.step, text)
    if answer is not None:
        return _answered(noting, answer, ctx)
    if noting.step in prompts.OPTIONS:
        return _by_number(noting, text, ctx)
    words = taken(text, most=LONGEST)
    if not isinstance(words, str):
        return _again(ctx, prompts.refused(noting, words))
    text = words
    take: dict[Step, Callable[[], Says]] = {
        "name": lambda: _go_on(noting.answered(name=text), ctx),
        "home": lambda: _home(noting, text, ctx),
        "village": lambda: _go_on(noting.answered(village=text), ctx),
        "area": lambda: _area(noting, text, ctx),
        "born": lambda: _born(noting, text, ctx),
    }
    return take.get(noting.step, lambda: _go_on(noting, ctx))()


def _by_number(noting: Noting, text: str, ctx: Context) -> Says:
    codes = list(prompts.OPTIONS[noting.step])
    numbers = numbers_in(text, len(codes))
    if numbers is None or (noting.step != "groups" and len(numbers) > 1):
        ask(prompts.SAY, ctx)
        return prompts.by_button(noting, ctx)
    if noting.step != "groups":
        return _answered(noting, codes[numbers[0] - 1], ctx)
    for number in numbers:
        noting = _toggled(noting, codes[number - 1])
    return _go_on(noting, ctx)


def _home(noting: Noting, text: str, ctx: Context) -> Says:
    """Look a home up by its mark; where there is none, it is a new one."""
    told = {name: noting.told[name] for name in noting.told if name not in {"village", "area"}}
    noting = Noting(id=noting.id, step=noting.step, trail=noting.trail, told=told)
    found = ctx.households.called(
        ctx.hashed(naming.mark_key(text)), scope_of(ctx), most=_KEPT_HOMES
    )
    if not found:
        return _go_on(noting.answered(household=text), ctx)
    kept = Noting(
        id=noting.id,
        step=noting.step,
        trail=noting.trail,
        told={**noting.told, "household": text},
    )
    ctx.someone.noting = kept.written()
    return _again(ctx, prompts.homes(kept, tuple(found), ctx))


def _area(noting: Noting, text: str, ctx: Context) -> Says:
    which, match = prompts.areas(noting, text, ctx)
    if match.only is not None:
        return _go_on(noting.answered(area=match.only.code), ctx)
    return _again(ctx, which)


def _born(noting: Noting, text: str, ctx: Context) -> Says:
    year = birth_year_of(text, ctx.moment.today)
    if year is None:
        return _again(ctx, prompts.no_year(noting))
    return _go_on(noting.answered(birth_year=str(year)), ctx)


def _grouped(noting: Noting, answer: str, ctx: Context) -> Says:
    if answer == "done":
        return _go_on(noting.answered(), ctx)
    if answer == "page":
        pages = -(-len(GROUPS) // prompts.GROUPS_A_PAGE)
        page = (noting.page + 1) % pages
        return _go_on(_with(noting, noting.told.get("groups", ""), page), ctx)
    return _go_on(_toggled(noting, answer) if answer in GROUPS else noting, ctx)


def _toggled(noting: Noting, code: str) -> Noting:
    ticked = set(noting.told.get("groups", "").split()) ^ {code}
    groups = " ".join(one for one in GROUPS if one in ticked)
    return _with(noting, groups, noting.page)


def _with(noting: Noting, groups: str, page: int) -> Noting:
    told = {**noting.told, "groups": groups}
    return Noting(id=noting.id, step=noting.step, trail=noting.trail, told=told, page=page)


def _same(noting: Noting, answer: str, ctx: Context) -> Says:
    if answer == "other":
        return _go_on(noting.answered(), ctx)
    one = known(answer, ctx)
    if one is None:
        return _go_on(noting, ctx)
    ctx.someone.noting = None
    text = msgid("{name} is in the register already. Nothing new was made.")
    return (say(phrase(text, name=called(one)), buttons=what_next(one)),)


def _go_on(noting: Noting, ctx: Context) -> Says:
    """Ask the question that stands, or what follows it; after the last one the person is kept."""
    if noting.step == "area" and len(mine := areas_of(ctx)) == 1 and len(mine[0]) == 6:
        noting = _past(noting, area=mine[0])
    if noting.step == "same":
        people = alike_in(noting.told["name"], area_of(noting, ctx), home_of(noting, ctx), ctx)
        if people:
            ctx.someone.noting = noting.written()
            return _again(ctx, prompts.same(noting, tuple(people[:5])))
        noting = _past(noting)
    if noting.step == "done":
        return keep(noting, ctx)
    ctx.someone.noting = noting.written()
    return _again(ctx, prompts.question(noting, ctx))


def _past(noting: Noting, **told: str) -> Noting:
    """Go on without having asked, so that "back" does not lead here."""
    after = noting.answered(**told)
    return Noting(id=after.id, step=after.step, trail=noting.trail, told=after.told)


def _again(ctx: Context, *says: Say) -> Says:
    ask(prompts.SAY, ctx)
    return says
