"""The keeper of a mortal bot: what it does when the bot does not live, and nobody killed it."""

import asyncio
from pathlib import Path

import pytest

from bot.compiled import Compiled
from bot.retention import Retention
from tests.crash.keeper import Keeper
from tests.crash.load import Plan, under_load
from tests.died import DiedError, death_in
from tests.house import BANGKOK, Watch


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_bot_that_cannot_start_ends_the_run_with_why(
    keeper: Keeper, tmp_path: Path
) -> None:
    (tmp_path / "in the way").touch()
    keeper.database_url = f"sqlite:///{tmp_path}/in the way/siao.db"

    with pytest.raises(DiedError, match=r"\w+Error: .*in the way"):
        await under_load(keeper, Plan(people=2, texts=2, kills=0, seed=1))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_bot_that_ends_by_itself_is_not_talked_to_for_ever(keeper: Keeper) -> None:
    somsri = keeper.world.add_contact("somsri")
    await keeper.start()
    await keeper.stop()
    keeper.door.close()  # nobody else takes the call

    with pytest.raises(DiedError):
        await keeper.say(somsri, "one")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_nightly_work_can_read_what_drafts_begin_with(keeper: Keeper) -> None:
    retention = Retention(store=keeper.store, clock=Watch(), zone=BANGKOK, compiled=Compiled())

    await asyncio.to_thread(retention.night)


def test_a_death_is_found_in_a_group_of_errors() -> None:
    death = DiedError("why")

    assert death_in(death) is death
    assert death_in(ExceptionGroup("", [ValueError(), ExceptionGroup("", [death])])) is death
    assert death_in(ExceptionGroup("", [ValueError()])) is None
