"""The examiner: what is checked once, given up, or taken back meanwhile."""

from collections.abc import Collection, Mapping

import pytest

from bot.examiner import Check, Examiner
from bot.publication import publish
from bot.publishing.check import Checked, check
from bot.secrets import Keyring
from bot.store import Store
from models.attachment import KEPT, Attachment, Attachments
from models.columns import place
from models.contact import Contact
from models.inbox import Inbox
from models.workbook import FETCHED, Workbook, Workbooks
from tests.bot.awaiting import NOON, Watch
from tests.bot.fetching import aside
from tests.bot.publishing.workbooks import Sheets, markdown, sheets

pytestmark = pytest.mark.anyio


def fetched(store: Store, keys: Keyring, *, tries: int = 0, form: Sheets | None = None) -> None:
    """Keep a workbook that has come and is to be checked."""
    with store.writing() as session:
        session.add(Contact(id="mali", seen_on=NOON.date()))
        session.flush()
        workbook = Workbook(id="w1", contact_id="mali", state=FETCHED, sent_at=NOON, tries=tries)
        Workbooks(session).add(workbook, name="visit.md")
        attachment = Attachment(
            id="a1",
            contact_id="mali",
            draft_id="w1",
            path="",
            name="w1",
            media="file",
            state=KEPT,
            sent_at=NOON,
            again_at=NOON,
        )
        Attachments(session).add(attachment, message_id="17")
        cell = place("attachments", "content_sealed", "a1")
        attachment.content_sealed = keys.seal(markdown(form or sheets()), cell)


def state(store: Store) -> tuple[str, dict[str, object]]:
    with store.thinking() as session:
        workbook = Workbooks(session).get("w1")
        assert workbook is not None
        return workbook.state, workbook.told()


def lanes(store: Store) -> list[str]:
    with store.thinking() as session:
        return Inbox(session).lanes_waiting()


def examiner(store: Store, keys: Keyring, woken: list[str], how: Check = check) -> Examiner:
    return Examiner(store=store, vault=keys, wake=woken.append, clock=Watch(), check=how)


async def test_what_was_found_is_kept_and_the_lane_hears_of_it(store: Store, keys: Keyring) -> None:
    woken: list[str] = []
    await aside(lambda: fetched(store, keys))

    await examiner(store, keys, woken).pass_once()

    kept, told = await aside(lambda: state(store))
    assert kept == "checked"
    assert (told["form_id"], told["version"], told["title"]) == ("visit", "1", "Visit")
    assert woken == ["mali"]
    assert await aside(lambda: lanes(store)) == ["mali"]


async def test_a_list_that_a_published_form_makes_needs_no_file(
    store: Store, keys: Keyring
) -> None:
    def wells() -> None:
        making = {**sheets(), "entities": (("list_name", "label"), ("wells", "${who}"))}
        with store.writing() as session:
            publish(session, check(markdown(making), "wells.md"), NOON)

    await aside(wells)
    reading = sheets(("select_one_from_file wells.csv", "well", "Which well?"))
    await aside(lambda: fetched(store, keys, form=reading))

    await examiner(store, keys, []).pass_once()

    _, told = await aside(lambda: state(store))
    assert told["missing"] == []
    assert told["form_id"] == "visit"


async def test_each_workbook_is_checked_once(store: Store, keys: Keyring) -> None:
    names: list[str] = []

    def note(
        source: bytes, name: str, files: Mapping[str, bytes], lists: Collection[str]
    ) -> Checked:
        names.append(name)
        return check(source, name, files, lists)

    await aside(lambda: fetched(store, keys))
    one = examiner(store, keys, [], note)

    await one.pass_once()
    await one.pass_once()

    assert names == ["visit.md"]


async def test_a_workbook_that_was_taken_back_meanwhile_leaves_nothing(
    store: Store, keys: Keyring
) -> None:
    woken: list[str] = []

    def take_back(
        source: bytes, name: str, files: Mapping[str, bytes], lists: Collection[str]
    ) -> Checked:
        with store.writing() as session:
            workbook = Workbooks(session).get("w1")
            assert workbook is not None
            Workbooks(session).drop(workbook)
        return check(source, name, files, lists)

    await aside(lambda: fetched(store, keys))

    await examiner(store, keys, woken, take_back).pass_once()

    assert woken == []
    assert await aside(lambda: lanes(store)) == []


async def test_a_workbook_that_ends_every_check_is_given_back_at_the_fourth_try(
    store: Store, keys: Keyring
) -> None:
    await aside(lambda: fetched(store, keys, tries=3))

    def never(
        source: bytes, name: str, files: Mapping[str, bytes], lists: Collection[str]
    ) -> Checked:
        raise AssertionError(len(source), name, files, lists)

    await examiner(store, keys, [], never).pass_once()

    kept, told = await aside(lambda: state(store))
    assert kept == "checked"
    assert told["xform"] is None


async def test_nothing_of_a_workbook_stands_in_clear(store: Store, keys: Keyring) -> None:
    await aside(lambda: fetched(store, keys))
    await examiner(store, keys, []).pass_once()

    def raw() -> bytes:
        with store.thinking() as session:
            workbook = Workbooks(session).get("w1")
            assert workbook is not None
            return (workbook.name_sealed or b"") + (workbook.outcome_sealed or b"")

    assert b"visit" not in await aside(raw)
