"""All walks through one form, in a house of its own."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy import select

from bot.publication import publish
from bot.publishing.check import Checked
from bot.secrets import new_keyring
from bot.store import Store
from dialogue.xforms.form import Form
from models.inbox import SET_ASIDE, Event
from tests.databases import make_tables
from tests.house import House, open_house
from tests.walk.rules import Rules
from tests.walk.walker import Walk, Walker

_MEMORY = Path("/dev/shm")  # noqa: S108  # where there is one, no disk is waited for
_FOLDER = _MEMORY if _MEMORY.is_dir() else None


async def walks_of(checked: Checked, seeds: list[int]) -> list[Walk]:
    """Publish a form, and let someone walk through it with each of the seeds."""
    keys = new_keyring(["walk"])
    with TemporaryDirectory(prefix="siao-walk-", dir=_FOLDER) as scratch:
        store = Store(f"sqlite:///{scratch}/walk.db", keys)
        make_tables(store)
        try:
            async with open_house(store, keys, judged=False) as house:
                return await _walks(house, checked, seeds)
        finally:
            store.close()


async def _walks(house: House, checked: Checked, seeds: list[int]) -> list[Walk]:
    assert checked.xform is not None
    assert checked.identity is not None
    await house.apart(_publish, house, checked)
    form = Form.parse(checked.xform, checked.files)
    rules = Rules(checked.rows, form.primary.root.path)
    walks = []
    for seed in seeds:
        dice = Random(seed)  # noqa: S311  # a walk, not a secret
        language = dice.choice(["ไทย", "ລາວ"])
        phone = await house.volunteer(f"walker {seed}", language=language, role="coordinator")
        walker = Walker(house, phone, form, rules, dice)
        walks.append(await walker.to_its_end(checked.identity.form_id))
    walks[-1].violations += await house.apart(_set_aside, house)
    return walks


def _publish(house: House, checked: Checked) -> None:
    with house.store.writing() as session:
        publish(session, checked, house.watch())


def _set_aside(house: House) -> list[str]:
    """List the events that the bot could not make a turn of."""
    with house.store.thinking() as session:
        left = session.scalars(select(Event).where(Event.state == SET_ASIDE))
        return [f"an event was set aside: {event.trouble}" for event in left]
