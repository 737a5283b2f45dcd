"""One step of a form that picks one of 500 people, beside reading and unsealing those people."""

import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from statistics import median

from pyxform.xls2xform import convert
from sqlalchemy.orm import Session

from bench.databases import fresh_store
from bench.figures import Figure
from bot.store import Store
from dialogue import interview
from dialogue.interview import State, Turn
from dialogue.moment import Moment
from dialogue.reply import Typed
from dialogue.xforms.form import Form
from models.entity import Entities, Entity, EntityVersion, Told
from models.entity_list import EntityLists
from models.scope import Grant, Scope

_PEOPLE = 500
_ROUNDS = 40
_GOAL = 3.0
_NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
_PROPERTIES = ("household", "consent", "age", "sex", "speaks", "groups", "wants_visit", "health")
_FORM = """
| survey |
| | type | name | label::ไทย (th) | label::ລາວ (lo) | save_to |
| | text | before | เรื่องอะไร | ເລື່ອງຫຍັງ | |
| | select_one_from_file persons.csv | who | เยี่ยมใคร | ຢ້ຽມໃຜ | |
| | text | health | อาการเป็นอย่างไร | ອາການເປັນແນວໃດ | health |
| settings |
| | form_id | form_title | version |
| | bench | แบบทดสอบ | 1 |
| entities |
| | list_name | entity_id |
| | persons | ${who} |
"""


def measure() -> list[Figure]:
    """Measure on SQLite, in one thread, the three by turns; medians."""
    form = Form.parse(convert(xlsform=_FORM, file_type=".md").xform, is_live=lambda _name: True)
    with fresh_store("SQLite") as store:
        _settle(store)
        begun = interview.begin(
            form, draft_id="D", language="th", moment=_moment(), context={}
        ).state
        listed, _ = _step(store, form, begun, "เรื่องขา")
        rounds = [_round(store, form, begun, listed) for _ in range(_ROUNDS)]
    return list(_figures(rounds))


def _figures(rounds: list[tuple[float, float, float]]) -> Iterator[Figure]:
    rows, shown, picked = (median(took[at] for took in rounds) for at in range(3))
    names = (f"a list of {_PEOPLE} people is shown", f"one of {_PEOPLE} people is picked")
    yield Figure(name=f"{_PEOPLE} people read and unsealed", value=rows * 1000, unit="ms")
    for at, (name, took) in enumerate(zip(names, (shown, picked), strict=True), start=1):
        yield Figure(name=name, value=took * 1000, unit="ms")
        yield Figure(
            name=f"{name} / read and unsealed",
            value=median(one[at] / one[0] for one in rounds),
            unit="ratio",
            goal=_GOAL,
            better="lower",
        )


def _round(store: Store, form: Form, begun: State, listed: Turn) -> tuple[float, float, float]:
    began = time.perf_counter()
    with store.thinking() as session:
        count = sum(1 for _ in _rows(session))
    rows = time.perf_counter() - began
    if count != _PEOPLE:
        raise SystemExit(f"{count} people were read")
    _, shown = _step(store, form, begun, "เรื่องขา")
    turn, picked = _step(store, form, listed.state, "ยาย 77")
    if turn.state.passage.waiting != "/data/health":
        raise SystemExit(f"nobody was picked: {turn.says}")
    return rows, shown, picked


def _step(store: Store, form: Form, state: State, text: str) -> tuple[Turn, float]:
    """Take one answer and find the next prompt, without loading and saving the draft."""
    began = time.perf_counter()
    with store.thinking() as session:
        turn = interview.advance(
            form.beside(lambda _name: _rows(session)),
            state,
            Typed(text=text),
            draft_id="D",
            language="th",
            moment=_moment(),
        )
    return turn, time.perf_counter() - began


def _rows(session: Session) -> Iterator[Mapping[str, str]]:
    for one in EntityLists(session).listed("persons", Scope(grants=(Grant(area="3405"),))):
        told = one.told
        yield {
            **told.properties,
            "name": one.id,
            "label": told.label,
            "__version": str(one.version),
        }


def _settle(store: Store) -> None:
    with store.writing() as session:
        shelf = Entities(session)
        for number in range(_PEOPLE):
            key = f"00000000-0000-4000-8000-{number:012}"
            person = Entity(
                list="persons", id=key, version=1, area="340501", created_at=_NOON, updated_at=_NOON
            )
            made = EntityVersion(list="persons", entity_id=key, version=1, at=_NOON)
            told = Told(label=f"ยาย {number}", properties=dict.fromkeys(_PROPERTIES, "ไม่มี"))
            shelf.keep(person, told, made)


def _moment() -> Moment:
    return Moment(now=_NOON, seed="bench")
