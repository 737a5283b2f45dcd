"""Finding an area by typing: exactly, by another name, with a slip, within a scope."""

from collections.abc import Callable
from typing import TypeVar

import pytest

from bot.secrets import Keyring
from bot.store import Store
from dialogue.prompt import Say
from dialogue.tap import Tap
from handlers import places
from handlers.context import Context
from handlers.incoming import Wrote
from handlers.router import Desk, Router, Says
from tests.areas import load
from tests.events import drained, note, turns, wrote

T = TypeVar("T")


class Asker:
    """Someone who looks for places, in a turn of their own each."""

    def __init__(self, store: Store, keys: Keyring) -> None:
        self._store, self._keys, self._count = store, keys, 0

    def ask(self, look: Callable[[Context], T], *, language: str = "th") -> T:
        seen = list[T]()
        router = Router()

        @router.on(Wrote)
        def hear(_event: Wrote, ctx: Context) -> Says:
            assert ctx.contact is not None
            ctx.contact.language = language
            seen.append(look(ctx))
            return ()

        self._count += 1
        note(self._store, self._keys, [wrote("?", number=self._count)])
        drained(turns(self._store, self._keys, Desk(watchers=(), features=(router,))))
        return seen[0]

    def found(self, text: str, *within: str) -> list[str]:
        areas = self.ask(lambda ctx: places.found(text, ctx, within=within or ("",)))
        return [area.code for area in areas]


@pytest.fixture
def asker(store: Store, keys: Keyring) -> Asker:
    load(store)
    return Asker(store, keys)


@pytest.fixture
def here(lite: Store, keys: Keyring) -> Asker:
    load(lite)
    return Asker(lite, keys)


def test_places_are_found_on_both_databases(asker: Asker) -> None:
    assert asker.found("สะเต็ง") == ["950101"]  # as the programme's own list spells it
    assert asker.found("สะเต้ง", "95") == ["950101"]
    assert asker.found("อ.เขมราฐ") == ["3405"]
    assert asker.found("ເຂມະຣາດ", "34") == ["3405", "340501"]
    assert asker.found("โตนดดวน", "93") == ["930509"]
    assert asker.found("khemarat") == ["3405", "340501"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3405", "3405"),
        ("๙๕๐๑๐๑", "950101"),
        ("จ.อุบล", "34"),
        ("กทม.", "10"),
        ("ทม.เขารูปช้าง", "900102"),
        ("เทศบาลนครสงขลา", "900101"),
        ("ทน.ยะลา", "950101"),
        ("ต.ควนขนุน อ.เขาชัยสน", "930302"),
        ("ควนขนุน เขาชัยสน", "930302"),
        ("พัทลุง ควนขนุน ควนขนุน", "930501"),
        ("เมืองควนขนุน", "930501"),
        ("อ.เมืองสงขลา", "9001"),
        ("อ.เมือง จ.สงขลา", "9001"),
        ("ຕ.ນາແວງ", "340508"),
        ("ຈັງຫວັດສົງຂລາ", "90"),
        ("ท่าชะมวง", "900902"),
        ("กอตอตือร๊ะ", "950604"),
    ],
)
def test_a_place_is_found(here: Asker, text: str, code: str) -> None:
    assert here.found(text) == [code]


def test_a_town_and_the_province_of_its_name_are_kept_apart(here: Asker) -> None:
    assert here.found("สงขลา") == ["90"]
    assert here.found("ทน.สงขลา") == ["900101"]


def test_only_what_lies_in_the_scope_is_found(here: Asker) -> None:
    assert set(here.found("ท่าข้าม", "90")) == {"901113"}
    assert here.found("จ.สงขลา", "9001") == []
    assert here.found("3405", "90") == []
    assert here.found("เขมราฐ", "90") == []
    assert here.found("ท่าข้าม", "9001", "9011") == ["901113"]


def test_only_the_kinds_that_will_do_are_found(here: Asker) -> None:
    tambons = here.ask(lambda ctx: places.found("สะเดา", ctx, within=("90",), kinds=("tambon",)))

    assert [area.code for area in tambons] == ["901001"]


@pytest.mark.parametrize("text", ["", "   ", "อ.", "บ้านไม่มีที่ไหน", "12345", "?"])
def test_what_is_no_place_is_not_found(here: Asker, text: str) -> None:
    assert here.found(text) == []


def test_lao_letters_find_a_place_whose_lao_name_is_not_known(here: Asker) -> None:
    assert here.found("ສະເດົາ", "90") == here.found("สะเดา", "90")
    assert here.found("ຄວນຂະນຸນ", "93") == here.found("ควนขนุน", "93")


def test_a_slip_is_never_taken_for_certain(here: Asker) -> None:
    sure = here.ask(lambda ctx: places.sought("อ.เขมราฐ", ctx))
    unsure = here.ask(lambda ctx: places.sought("อ.เขมราด", ctx))

    assert sure.only is not None
    assert [area.code for area in unsure.areas] == ["3405"]
    assert unsure.only is None


def test_one_name_in_two_districts_is_told_apart(here: Asker) -> None:
    def labels(ctx: Context) -> list[str]:
        return sorted(places.labels(places.found("ควนขนุน", ctx), ctx))

    assert here.ask(labels) == ["ต.ควนขนุน อ.ควนขนุน", "ต.ควนขนุน อ.เขาชัยสน", "อ.ควนขนุน จ.พัทลุง"]


def test_a_place_is_named_in_the_language_of_the_reader(here: Asker) -> None:
    assert here.ask(lambda ctx: places.named("340508", ctx)) == "นาแวง"
    assert here.ask(lambda ctx: places.named("340508", ctx), language="lo") == "ນາແວງ"
    assert here.ask(lambda ctx: places.named("930302", ctx), language="lo") == "ควนขนุน"
    assert here.ask(lambda ctx: places.named("999999", ctx)) == "999999"
    whole = here.ask(lambda ctx: places.named_whole("340508", ctx), language="lo")
    assert whole == "ຕ.ນາແວງ ອ.ເຂມະຣາດ ຈ.ອຸບົນລາດຊະທານີ"


def test_which_place_is_meant_is_asked_with_a_button_each(here: Asker) -> None:
    def asked(text: str) -> Say:
        return here.ask(
            lambda ctx: places.which(
                places.sought(text, ctx), ctx, lambda code: Tap(act="area.pick", value=code)
            )
        )

    two = asked("เขมราฐ")
    slip = asked("เขมราด")
    none = asked("ไม่มีที่ไหน")

    assert [(choice.label, choice.tap.value) for choice in two.choices] == [
        ("อ.เขมราฐ จ.อุบลราชธานี", "3405"),
        ("ต.เขมราฐ อ.เขมราฐ", "340501"),
    ]
    assert slip.choices == two.choices
    assert slip.lines != two.lines
    assert none.choices == ()
