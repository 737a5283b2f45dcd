"""Turns of several lanes in one transaction: each as if it were alone, or none at all."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import SQLAlchemyError

from bot.secrets import Keyring
from bot.store import Store
from bot.turns import PoisonError, RepliesLeft, Turn
from dialogue.prompt import Say
from handlers.context import Context
from handlers.incoming import Wrote
from handlers.router import Desk, Router, Says
from models.contact import Contact, Contacts
from models.inbox import DONE, UNDONE
from models.invite import Invite
from models.organization import Membership, Organization
from tests.events import AT, applied, event_of, note, said, turns, wrote

LANES = ["lane-a", "lane-b", "lane-c"]


def desk() -> Desk:
    """Make a desk that says back what it hears, and fails at the word "poison"."""
    router = Router()

    @router.on(Wrote)
    def echo(event: Wrote, _ctx: Context) -> Says:
        if event.text == "poison":
            raise ValueError(event.text)
        return (Say(lines=(f"heard {event.text}",)),)

    return Desk(watchers=(), features=(router,))


def someone(store: Store, *lanes: str) -> None:
    with store.writing() as session:
        for number, lane in enumerate(lanes):
            contact = Contact(id=lane, language="th", seen_on=AT.date())
            Contacts(session).add(contact, line_id=f"U{number:032x}")


def invitation(store: Store, keys: Keyring, code: str) -> None:
    with store.writing() as session:
        session.add(Organization(id="org", name="เสี่ยวสุขภาพ"))
        session.add(
            Invite(
                id="invite",
                code_hash=keys.hashed(f"invite:{code}"),
                role="volunteer",
                area="3405",
                organization_id="org",
                made_at=AT,
                expires_at=AT + timedelta(days=7),
            )
        )


def joined(store: Store) -> list[str]:
    with store.thinking() as session:
        return list(session.scalars(select(Membership.contact_id)))


def test_several_lanes_have_their_turn_in_one_commit(store: Store, keys: Keyring) -> None:
    note(store, keys, [wrote(f"for {lane}", lane=lane) for lane in LANES])
    commits = list[int]()
    event.listen(store.engine, "commit", lambda _: commits.append(1))

    made = turns(store, keys, desk()).apply([*LANES, "lane-without-events"])

    assert [isinstance(one, Turn) for one in made] == [True, True, True, False]
    assert made[-1] is None
    assert len(commits) == 1
    assert [said(store, f"{lane}-1") for lane in LANES] == [f"heard for {lane}" for lane in LANES]


def test_each_lane_has_one_turn_and_tells_whether_more_waits(store: Store, keys: Keyring) -> None:
    note(
        store,
        keys,
        [wrote("one", number=1), wrote("two", number=2), wrote("one", lane="lane-b")],
    )

    first, second = turns(store, keys, desk()).apply(["lane-a", "lane-b"])

    assert isinstance(first, Turn)
    assert isinstance(second, Turn)
    assert (first.is_last, second.is_last) == (False, True)
    assert sorted(applied(store)) == ["lane-a-1", "lane-b-1"]


def test_a_reply_that_is_left_comes_before_the_next_turn(store: Store, keys: Keyring) -> None:
    note(store, keys, [wrote(str(number), number=number) for number in (1, 2)])
    note(store, keys, [wrote("hello", lane="lane-b")])
    worker = turns(store, keys, desk())
    worker.apply(["lane-a"])

    made = worker.apply(["lane-a", "lane-b"])

    assert made[0] == RepliesLeft()
    assert isinstance(made[1], Turn)
    assert worker.apply(["lane-a"]) == [RepliesLeft()]
    assert event_of(store, "lane-a-2").state == UNDONE


def test_where_one_fails_nothing_is_applied(store: Store, keys: Keyring) -> None:
    note(store, keys, [wrote("hello"), wrote("poison", lane="lane-b"), wrote("b", lane="lane-c")])

    with pytest.raises(PoisonError):
        turns(store, keys, desk()).apply(LANES)

    assert applied(store) == []
    assert [event_of(store, f"{lane}-1").state for lane in LANES] == [UNDONE] * 3


def test_one_code_is_redeemed_once_though_two_do_it_in_one_transaction(
    store: Store, keys: Keyring
) -> None:
    someone(store, "lane-a", "lane-b")
    invitation(store, keys, "ABCDE12345")
    note(store, keys, [wrote("ABCDE12345", lane=lane) for lane in ("lane-a", "lane-b")])
    worker = turns(store, keys)

    with pytest.raises(SQLAlchemyError):
        worker.apply(["lane-a", "lane-b"])
    assert joined(store) == []

    for lane in ("lane-a", "lane-b"):  # as is done when they cannot be applied together
        worker.apply([lane])

    assert joined(store) == ["lane-a"]
    assert "รหัสไม่ถูกต้องหรือหมดอายุ" in said(store, "lane-b-1")


def test_what_one_changes_another_does_not_see(store: Store, keys: Keyring) -> None:
    someone(store, "lane-a", "lane-b")
    seen = list[str | None]()
    router = Router()

    @router.on(Wrote)
    def speak_lao(_event: Wrote, ctx: Context) -> Says:
        seen.append(ctx.someone.language)
        ctx.someone.language = "lo"
        ctx.parked.drop_all(ctx.someone.id)
        return ()

    note(store, keys, [wrote("hello", lane=lane) for lane in ("lane-a", "lane-b")])
    worker = turns(store, keys, Desk(watchers=(), features=(router,)))
    worker.apply(["lane-a", "lane-b"])

    assert seen == ["th", "th"]
    with store.thinking() as session:
        assert list(session.scalars(select(Contact.language))) == ["lo", "lo"]
    assert event_of(store, "lane-b-1").state == DONE
