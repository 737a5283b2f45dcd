"""What turns write of their own: many lanes, events and replies, the same on both databases."""

import pytest
from sqlalchemy import bindparam, select

from bot.closing import Closed, write_own
from bot.postman import Mail
from bot.store import Store
from models.columns import Texts, one_of
from models.inbox import DONE, SET_ASIDE, Event, Inbox
from models.lane import Lane
from models.note import Note, Notes
from models.outbox import PENDING, SILENT, Reply
from tests.events import AT


@pytest.fixture
def lanes(store: Store) -> list[str]:
    """Three lanes, each with an undone event."""
    keys = ["ก", "b", "ຄ"]
    with store.writing() as session:
        for key in keys:
            session.add(Lane(key=key, version=7, applied_ms=1))
            event = Event(event_id=f"e{key}", lane=key, at_ms=5, noted_at=AT)
            session.add(event)
            event.body = "{}"
    return keys


def close(store: Store, key: str, *, said: str | None, trouble: str = "") -> None:
    with store.thinking() as session:
        [due] = Inbox(session).next_of([key])
        lane, event = due.lane, due.event
        lane.version, lane.shown_ms, lane.minute_at, lane.last_text = 8, None, AT, said
        mail = said and Mail(
            event_id=event.event_id,
            lane=key,
            token="token",
            messages=said.encode(),
            event_ms=5,
            noted_at=AT,
            token_at=AT,
        )
        session.add(Note(name="another row", text="is left to the session"))
        with store.writing_in(session):
            closed = Closed(lane=lane, event=event, mail=mail or None, trouble=trouble)
            write_own(session, [closed])


def test_lane_event_and_reply_are_written_as_they_stand(store: Store, lanes: list[str]) -> None:
    close(store, "ก", said="สวัสดี")

    with store.thinking() as session:
        lane, other = session.get(Lane, "ก"), session.get(Lane, "b")
        event = session.scalars(select(Event).where(Event.lane == "ก")).one()
        reply = session.scalars(select(Reply)).one()
        assert lane is not None
        assert other is not None
        assert (lane.version, lane.applied_ms, lane.shown_ms) == (8, 1, None)
        assert (lane.minute_at, lane.last_text) == (AT, "สวัสดี")
        assert (other.version, other.minute_at) == (7, None)
        assert (event.state, event.body) == (DONE, None)
        assert (reply.state, reply.outcome_at) == (PENDING, None)
        assert (reply.token, reply.body) == ("token", "สวัสดี")
        assert Notes(session).get("another row") is not None
    assert lanes


def test_an_event_that_is_set_aside_keeps_its_body_and_its_trouble(
    store: Store, lanes: list[str]
) -> None:
    close(store, "ຄ", said=None, trouble="ValueError")

    with store.thinking() as session:
        event = session.scalars(select(Event).where(Event.lane == "ຄ")).one()
        reply = session.scalars(select(Reply)).one()
        assert (event.state, event.body, event.trouble) == (SET_ASIDE, "{}", "ValueError")
        assert (reply.state, reply.token, reply.outcome_at) == (SILENT, None, AT)
    assert lanes


@pytest.mark.parametrize("wanted", [[], ["ก"], ["b", "ຄ", "nobody", 'it\'s "so"']])
def test_one_of_finds_what_is_in_the_list(
    store: Store, lanes: list[str], wanted: list[str]
) -> None:
    query = select(Lane.key).where(one_of(Lane.key, bindparam("keys", type_=Texts())))

    with store.thinking() as session:
        found = set(session.scalars(query, {"keys": wanted}))

    assert found == set(wanted) & set(lanes)
