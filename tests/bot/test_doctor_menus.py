"""What the doctor tells of the rich menus."""

from bot.doctor.finding import Finding
from bot.doctor.menus import of_menus
from bot.store import Store
from models.contact import Contact
from models.rich_menu import MenuDues, RichMenu, RichMenus
from tests.house import NOON


def make(store: Store, name: str, *, is_ready: bool = True) -> None:
    menu = RichMenu(name=name, menu_id="richmenu-1", digest="d", made_at=NOON, is_ready=is_ready)
    with store.writing() as session:
        RichMenus(session).put(menu)


def wait(store: Store, *names: str) -> None:
    with store.writing() as session:
        for name in names:
            session.merge(Contact(id=name, seen_on=NOON.date()))
            MenuDues(session).add(name)


def look(store: Store) -> Finding:
    with store.thinking() as session:
        return of_menus(session)


def test_before_the_first_start_there_is_none(lite: Store) -> None:
    told = "none was made yet: a start does that, where pictures can be drawn"
    assert (look(lite).health, look(lite).told) == ("well", told)


def test_where_all_stand_all_is_well(lite: Store) -> None:
    make(lite, "everyone")
    make(lite, "visitor-th")

    told = "2 were made, and everybody is shown theirs"
    assert (look(lite).health, look(lite).told) == ("well", told)


def test_what_line_did_not_take_to_the_end_is_named(lite: Store) -> None:
    make(lite, "everyone")
    make(lite, "visitor-th", is_ready=False)

    assert (look(lite).health, look(lite).told) == ("ill", "not finished: visitor-th")


def test_people_who_wait_are_counted_once(lite: Store) -> None:
    make(lite, "everyone")
    wait(lite, "a", "b")
    wait(lite, "a")

    assert (look(lite).health, look(lite).told) == ("note", "2 people are not shown theirs yet")
