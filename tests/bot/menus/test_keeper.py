"""The keeper of menus: what is made at LINE, who is shown what, and what if LINE fails."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from bot.line.account import BusyError
from bot.line.menu_account import MenuAccount
from bot.menus import keeper as module
from bot.menus.issuing import Pace
from bot.menus.keeper import MenuKeeper
from bot.secrets import Keyring
from bot.simulator.faults import Fault, FaultKind
from bot.simulator.menus import RichMenu
from bot.simulator.server import serving_aside
from bot.simulator.world import World
from bot.store import Store
from models.rich_menu import MenuDues, RichMenus
from tests.bot.menus.sketches import NAMES, Desk, sketch
from tests.failing import FailingStore
from tests.house import NOON, Watch

SOON = timedelta(seconds=6)  # longer than the first rest


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def world(watch: Watch) -> World:
    return World(now=watch)


@pytest.fixture
def account(world: World) -> Iterator[MenuAccount]:
    with serving_aside(world) as base:
        yield MenuAccount(base=base, data_base=base, token=world.channel.access_token)


@pytest.fixture
def desk(store: Store, keys: Keyring, world: World, account: MenuAccount) -> Desk:
    return desk_of(store, keys, world, account)


def desk_of(store: Store, keys: Keyring, world: World, account: MenuAccount) -> Desk:
    watch = world.now
    assert isinstance(watch, Watch)
    desk = Desk(store=store, keys=keys, world=world, watch=watch, keeper=None)  # type: ignore[arg-type]  # it is made below
    desk.keeper = another(desk, account)
    return desk


def another(desk: Desk, account: MenuAccount, *, is_demo: bool = False) -> MenuKeeper:
    return MenuKeeper(
        store=desk.store,
        account=account,
        menus=lambda: tuple(desk.menus),
        clock=desk.watch,
        is_demo=is_demo,
    )


def look_again(desk: Desk) -> None:
    """Let so much time go by that the keeper looks at all menus again."""
    desk.watch.move(timedelta(hours=6))
    desk.keeper.work()


def test_all_menus_are_made_and_everyone_sees_one(desk: Desk) -> None:
    stranger = desk.friend("stranger", None)

    desk.keeper.work()

    assert [name.split()[1] for name in desk.at_line()] == list(NAMES)
    assert set(desk.world.menus.aliases) == set(NAMES)
    assert desk.world.menus.aliases == desk.made()
    assert desk.seen_by(stranger) == "everyone"
    assert desk.own(stranger) is None


def test_each_is_shown_the_menu_of_role_and_language(desk: Desk) -> None:
    visitor = desk.friend("a", "lo")
    volunteer = desk.friend("b", "th", ["volunteer"])
    coordinator = desk.friend("c", "lo", ["volunteer", "coordinator"])
    mentor = desk.friend("d", "th", ["mentor"])

    desk.keeper.work()

    shown = [desk.own(one) for one in (visitor, volunteer, coordinator, mentor)]
    assert shown == ["visitor-lo", "volunteer-th", "coordinator-lo", "visitor-th"]
    assert desk.waiting() == 0


def test_another_language_is_another_menu(desk: Desk) -> None:
    friend = desk.friend("a", "th", ["volunteer"])
    desk.keeper.work()

    desk.change("a", "lo")
    desk.keeper.work()

    assert desk.own(friend) == "volunteer-lo"


def test_whoever_has_no_language_any_more_sees_that_of_everyone(desk: Desk) -> None:
    friend = desk.friend("a", "th", ["volunteer"])
    desk.keeper.work()

    desk.change("a", None)
    desk.keeper.work()

    assert desk.own(friend) is None
    assert desk.seen_by(friend) == "everyone"


def test_where_nothing_is_due_line_is_asked_nothing(desk: Desk) -> None:
    desk.friend("a")
    desk.keeper.work()
    asked = len(desk.world.requests)

    for _ in range(3):
        desk.watch.move(timedelta(hours=1))
        desk.keeper.work()

    assert len(desk.world.requests) == asked


def test_those_who_see_the_same_are_one_request(desk: Desk) -> None:
    for number in range(7):
        desk.friend(f"th {number}", "th")
    for number in range(5):
        desk.friend(f"lo {number}", "lo")

    desk.keeper.work()

    assert desk.asked("richmenu/bulk") == 2


def test_line_is_given_no_more_people_at_once_than_it_takes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 3)
    monkeypatch.setattr(module, "_AT_ONCE", 5)
    desk.keeper.work()
    friends = [desk.friend(f"{number}", "th") for number in range(11)]

    desk.keeper.work()

    bodies = [request.body or {} for request in desk.world.asked("richmenu/bulk")]
    counts = [len(body["userIds"]) for body in bodies]  # type: ignore[arg-type]  # a list
    assert counts == [3, 2, 3, 2, 1]
    assert {desk.own(friend) for friend in friends} == {"visitor-th"}


def test_a_menu_that_changed_is_made_anew_and_shown(desk: Desk) -> None:
    volunteer, visitor = desk.friend("a", "th", ["volunteer"]), desk.friend("b", "th")
    desk.keeper.work()
    before = desk.made()

    desk.menus[3] = sketch("volunteer-th", "new ")
    look_again(desk)
    desk.keeper.work()

    after = desk.made()
    assert [name for name in NAMES if before[name] != after[name]] == ["volunteer-th"]
    assert desk.own(volunteer) == "volunteer-th"
    assert desk.world.menus.linked(volunteer.user_id) == after["volunteer-th"]
    assert desk.own(visitor) == "visitor-th"
    assert desk.world.menus.aliases == after
    assert len(desk.at_line()) == len(NAMES), "the one before was not deleted"


def test_one_is_deleted_only_when_nobody_is_shown_it(desk: Desk) -> None:
    friend = desk.friend("a")
    desk.keeper.work()
    desk.menus[1] = sketch("visitor-th", "new ")
    desk.world.faults.add(Fault(kind="500", endpoint="richmenu/bulk", times=2))

    look_again(desk)
    assert len(desk.at_line()) == len(NAMES) + 1
    assert desk.own(friend) == "visitor-th"
    desk.watch.move(SOON)
    desk.keeper.work()
    assert len(desk.at_line()) == len(NAMES) + 1
    for _ in range(2):
        desk.watch.move(timedelta(minutes=1))
        desk.keeper.work()

    assert len(desk.at_line()) == len(NAMES)
    assert desk.world.menus.linked(friend.user_id) == desk.made()["visitor-th"]


def test_the_menu_of_everyone_changes_for_those_without_one_of_their_own(desk: Desk) -> None:
    stranger, friend = desk.friend("stranger", None), desk.friend("a")
    desk.keeper.work()
    linked = desk.asked("richmenu/bulk")

    desk.menus[0] = sketch("everyone", "new ")
    look_again(desk)

    assert desk.world.menus.usual == desk.made()["everyone"]
    assert desk.seen_by(stranger) == "everyone"
    assert desk.seen_by(friend) == "visitor-th"
    assert desk.asked("richmenu/bulk") == linked, "nobody else is shown another"


def test_menus_that_others_made_are_left_alone(desk: Desk) -> None:
    desk.world.menus.add(RichMenu(menu_id="richmenu-other", fields={"name": "New Year"}))

    desk.keeper.work()
    desk.keeper.work()

    assert "New Year" in desk.at_line()


def test_what_a_process_that_died_left_at_line_is_cleared_away(desk: Desk) -> None:
    desk.world.menus.add(RichMenu(menu_id="richmenu-lost", fields={"name": "siao everyone 12"}))

    desk.keeper.work()
    desk.keeper.work()

    assert "siao everyone 12" not in desk.at_line()
    assert len(desk.at_line()) == len(NAMES)


def test_menus_that_were_deleted_at_line_come_back(desk: Desk) -> None:
    friend = desk.friend("a")
    desk.keeper.work()
    desk.world.menus.drop(desk.made()["visitor-th"])
    assert desk.own(friend) is None

    look_again(desk)

    assert desk.own(friend) == "visitor-th"


def test_a_menu_that_is_gone_when_it_is_to_be_shown_is_made_again(desk: Desk) -> None:
    desk.keeper.work()
    desk.world.menus.drop(desk.made()["visitor-th"])
    friend = desk.friend("a")

    desk.keeper.work()
    desk.watch.move(SOON)
    desk.keeper.work()

    assert desk.own(friend) == "visitor-th"


def test_another_usual_menu_is_set_right(desk: Desk) -> None:
    desk.keeper.work()
    desk.world.menus.usual = None

    look_again(desk)

    assert desk.world.menus.usual == desk.made()["everyone"]


FAULTS: list[FaultKind] = ["429_rate", "503", "drop", "wrong_json", "accepted_then_500"]
ENDPOINTS = [
    "richmenu/list",
    "richmenu:create",
    "richmenu/content",
    "richmenu/alias",
    "richmenu/usual",
    "richmenu/bulk",
]


@pytest.mark.parametrize("kind", FAULTS)
@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_whatever_fails_at_line_all_stands_in_the_end(
    lite: Store, keys: Keyring, world: World, account: MenuAccount, endpoint: str, kind: FaultKind
) -> None:
    desk = desk_of(lite, keys, world, account)
    friend = desk.friend("a", "lo", ["volunteer"])
    world.faults.add(Fault(kind=kind, endpoint=endpoint, times=2))

    for _ in range(5):
        desk.keeper.work()
        desk.watch.move(timedelta(minutes=1))
    look_again(desk)  # what LINE made and did not tell of is cleared away then
    desk.keeper.work()

    assert desk.own(friend) == "volunteer-lo"
    assert desk.waiting() == 0
    assert sorted(name.split()[1] for name in desk.at_line()) == sorted(NAMES)
    assert world.menus.aliases == desk.made()
    assert world.menus.usual == desk.made()["everyone"]


def test_a_line_that_does_not_answer_is_given_up_for_a_while(
    lite: Store, keys: Keyring, world: World, account: MenuAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.line.menu_account._SECONDS", 0.2)
    desk = desk_of(lite, keys, world, account)
    friend = desk.friend("a")
    world.faults.add(Fault(kind="hang", endpoint="richmenu/list"))

    desk.keeper.work()
    assert desk.at_line() == []
    desk.watch.move(SOON)
    desk.keeper.work()

    assert desk.own(friend) == "visitor-th"


def test_while_line_fails_it_is_asked_less_and_less_often(desk: Desk) -> None:
    desk.world.faults.add(Fault(kind="503", endpoint="richmenu/list", times=None))

    for _ in range(1800):  # an hour, every two seconds
        desk.keeper.work()
        desk.watch.move(timedelta(seconds=2))

    # After 5, 10, 20, 40, 80, 160, 320 and 640 seconds, then every 15 minutes.
    assert desk.asked("richmenu/list") == 11


def test_menus_that_are_made_are_shown_while_others_cannot_be(desk: Desk) -> None:
    friend = desk.friend("a", "th")
    desk.keeper.work()
    desk.menus[3] = sketch("volunteer-th", "new ")
    desk.world.faults.add(Fault(kind="503", endpoint="richmenu/content", times=None))
    look_again(desk)

    desk.change("a", "lo")
    desk.keeper.work()

    assert desk.own(friend) == "visitor-lo"


def test_no_more_menus_are_made_in_an_hour_than_line_takes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.keeper._issuer, "_making", Pace(8))  # noqa: SLF001  # LINE's are 100
    desk.keeper.work()
    desk.menus[1:3] = sketch("visitor-th", "new "), sketch("visitor-lo", "new ")

    desk.keeper._looked_at = None  # noqa: SLF001  # as after a start
    for _ in range(29):
        desk.keeper.work()
        desk.watch.move(timedelta(minutes=2))
    assert desk.asked("richmenu:create") == 8
    for _ in range(10):
        desk.keeper.work()
        desk.watch.move(timedelta(minutes=2))

    assert desk.asked("richmenu:create") == 9
    assert len(desk.at_line()) == len(NAMES)


def test_a_pace_is_kept_within_any_hour() -> None:
    pace, at = Pace(2), NOON
    pace.take(at)
    pace.take(at + timedelta(minutes=30))

    with pytest.raises(BusyError):
        pace.take(at + timedelta(minutes=59, seconds=59))
    pace.take(at + timedelta(hours=1))
    with pytest.raises(BusyError):
        pace.take(at + timedelta(minutes=89))


def test_two_keepers_at_once_make_each_menu_once(
    store: Store, keys: Keyring, world: World, account: MenuAccount
) -> None:
    desk = desk_of(store, keys, world, account)
    friends = [desk.friend(f"{number}", "th", ["volunteer"]) for number in range(20)]
    keepers = [desk.keeper, another(desk, account), another(desk, account)]
    threads = [threading.Thread(target=keeper.work) for keeper in keepers]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [name.split()[1] for name in desk.at_line()] == list(NAMES)
    assert {desk.own(friend) for friend in friends} == {"volunteer-th"}
    assert desk.waiting() == 0


def test_another_keeper_takes_over_after_a_minute(
    store: Store, keys: Keyring, world: World, account: MenuAccount
) -> None:
    desk = desk_of(store, keys, world, account)
    with store.writing() as session:
        until = desk.watch() + timedelta(minutes=1)
        assert RichMenus(session).claim(b"one that died", desk.watch(), until)

    desk.keeper.work()
    assert desk.at_line() == []
    desk.watch.move(timedelta(seconds=61))
    desk.keeper.work()

    assert len(desk.at_line()) == len(NAMES)


def test_whoever_line_refuses_is_given_up_alone(desk: Desk) -> None:
    friends = [desk.friend(f"{number}", "th") for number in range(5)]
    with desk.store.writing() as session:
        gone = desk.friend_row(session, "2")
        gone.line_id = ""  # which the pretend LINE refuses
    desk.keeper.work()

    shown = [desk.own(friend) for friend in friends]
    assert shown == ["visitor-th", "visitor-th", None, "visitor-th", "visitor-th"]
    assert desk.waiting() == 0


def test_whoever_blocked_the_bot_is_shown_nothing(desk: Desk) -> None:
    friend = desk.friend("a", follows=False)

    desk.keeper.work()

    assert desk.own(friend) is None
    assert desk.waiting() == 0


def test_made_up_people_are_not_told_to_a_real_line(desk: Desk) -> None:
    friend = desk.friend("a", is_demo=True)

    desk.keeper.work()

    assert desk.own(friend) is None
    assert desk.asked("richmenu/bulk") == 0


def test_made_up_people_see_their_menus_at_a_pretended_line(
    desk: Desk, account: MenuAccount
) -> None:
    friend = desk.friend("a", is_demo=True)

    another(desk, account, is_demo=True).work()

    assert desk.own(friend) == "visitor-th"


def test_people_from_before_there_were_menus_are_shown_theirs(desk: Desk) -> None:
    friend = desk.friend("a", "lo", is_due=False)

    desk.keeper.work()

    assert desk.own(friend) == "visitor-lo"


def test_where_no_pictures_can_be_drawn_nothing_is_made_and_nobody_waits(desk: Desk) -> None:
    friend = desk.friend("a")
    desk.menus.clear()

    desk.keeper.work()

    assert desk.at_line() == []
    assert desk.own(friend) is None
    assert desk.waiting() == 0


def test_what_stands_at_line_is_shown_where_no_pictures_can_be_drawn(desk: Desk) -> None:
    desk.keeper.work()
    desk.menus.clear()
    friend = desk.friend("a")

    look_again(desk)

    assert desk.own(friend) == "visitor-th"
    assert len(desk.at_line()) == len(NAMES)


def test_somebody_who_changes_while_line_is_asked_is_shown_the_last(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.keeper.work()
    friend = desk.friend("a", "th")
    show = MenuAccount.show

    def meanwhile(account: MenuAccount, menu_id: str | None, users: list[str]) -> None:
        show(account, menu_id, users)
        if desk.own(friend) == "visitor-th":
            desk.change("a", "lo")

    monkeypatch.setattr(MenuAccount, "show", meanwhile)
    desk.keeper.work()

    assert desk.own(friend) == "visitor-lo"
    assert desk.waiting() == 0


def test_a_store_that_fails_is_tried_again(
    request: pytest.FixtureRequest,
    database_url: str,
    keys: Keyring,
    world: World,
    account: MenuAccount,
) -> None:
    store = FailingStore.opened(database_url, keys)
    request.addfinalizer(store.close)
    desk = desk_of(store, keys, world, account)
    friend = desk.friend("a")
    store.fault, store.times = OperationalError("", {}, Exception("the disk is full")), 1

    desk.keeper.work()
    assert desk.own(friend) is None
    desk.keeper.work()

    assert desk.own(friend) == "visitor-th"


def test_whoever_is_erased_waits_for_nothing(desk: Desk) -> None:
    desk.friend("a")

    with desk.store.writing() as session:
        session.delete(desk.friend_row(session, "a"))

    with desk.store.thinking() as session:
        assert MenuDues(session).is_empty()
