"""One step of a form (load the draft, answer, find the next prompt, save), beside load and save."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from bench.databases import fresh_store
from bench.figures import Figure
from bench.questions import asked
from bot.store import Store
from dialogue import interview
from dialogue.interview import Passage, State, Turn
from dialogue.moment import Moment
from dialogue.reply import Typed
from dialogue.xforms.form import Form
from models.contact import Contact, Contacts
from models.draft import Draft, Drafts
from models.form import Forms, FormVersion

_GOALS = {20: 3.0, 200: 6.0}
_ROUNDS = 3
_MOST_STEPS = 60  # of one round, spread over the form
_SOMEONE = "someone"
_DRAFT = "draft"
_NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
_BANGKOK = ZoneInfo("Asia/Bangkok")


def measure() -> list[Figure]:
    """Measure on SQLite, in one thread, both by turns at every step of a walk; medians."""
    return [figure for count in _GOALS for figure in _figures(count)]


def _figures(count: int) -> Iterator[Figure]:
    form = Form.parse(asked(count))
    samples = [sample for _ in range(_ROUNDS) for sample in _walk(form, count)]
    bytes_only, step = (median(sample[at] for sample in samples) for at in (0, 1))
    name = f"form step, {count} questions"
    yield Figure(name=f"load and save, {count} questions", value=bytes_only * 1000, unit="ms")
    yield Figure(name=name, value=step * 1000, unit="ms")
    ratio = median(ours / least for least, ours in samples)
    yield Figure(
        name=f"{name} / load and save",
        value=ratio,
        unit="ratio",
        goal=_GOALS[count],
        better="lower",
    )


def _walk(form: Form, count: int) -> list[tuple[float, float]]:
    """Answer the whole form; give what each measured step took, in seconds."""
    samples = []
    every = max(1, count // _MOST_STEPS)
    with fresh_store("SQLite") as store:
        _begin(store, form)
        for number in range(count):
            least = _timed_save(store) if number % every == 0 else None
            took = _timed_step(store, form, number)
            if least is not None:
                samples.append((least, took))
    return samples


def _begin(store: Store, form: Form) -> None:
    turn = interview.begin(
        form, draft_id=_DRAFT, language="th", moment=_moment(0), context={"deviceid": "line"}
    )
    version = FormVersion(
        id="version",
        form_id=form.id,
        version="1",
        title=form.title,
        xform="",
        workbook=b"",
        workbook_name="bench.md",
        published_at=_NOON,
    )
    draft = Draft(
        id=_DRAFT, contact_id=_SOMEONE, version_id="version", started_at=_NOON, touched_at=_NOON
    )
    with store.writing() as session:
        Contacts(session).add(Contact(id=_SOMEONE, seen_on=_NOON.date()), line_id="U0")
        Forms(session).publish(version)
        Drafts(session).add(draft, xml=turn.state.xml, passage=turn.state.passage.to_json())


def _timed_save(store: Store) -> float:
    """Load a draft and save the same bytes."""
    began = time.perf_counter()
    with store.thinking() as session:
        draft = _draft(Drafts(session))
        draft.xml, draft.passage = draft.xml, draft.passage
        with store.writing_in(session):
            pass
    return time.perf_counter() - began


def _timed_step(store: Store, form: Form, number: int) -> float:
    """Load a draft, answer its question, find the next prompt, and save."""
    began = time.perf_counter()
    with store.thinking() as session:
        draft = _draft(Drafts(session))
        state = State(xml=draft.xml or "", passage=Passage.from_json(draft.passage or ""))
        turn = _advance(form, state, number)
        draft.xml, draft.passage = turn.state.xml, turn.state.passage.to_json()
        with store.writing_in(session):
            pass
    took = time.perf_counter() - began
    if turn.state.passage.waiting == state.passage.waiting:
        raise SystemExit(f"question {number} did not take its answer: {turn.says}")
    return took


def _advance(form: Form, state: State, number: int) -> Turn:
    return interview.advance(
        form,
        state,
        Typed(text="2"),
        draft_id=_DRAFT,
        language="th",
        moment=_moment(number + 1),
    )


def _draft(drafts: Drafts) -> Draft:
    draft = drafts.get(_DRAFT, _SOMEONE)
    if draft is None:
        raise SystemExit("the draft is gone")
    return draft


def _moment(number: int) -> Moment:
    now = (_NOON + timedelta(seconds=10 * number)).astimezone(_BANGKOK)
    return Moment(now=now, seed=f"event {number}")
