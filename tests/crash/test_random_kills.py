"""Random kills under load: nothing lost, nothing doubled, nothing out of order."""

from tests.crash.keeper import Keeper
from tests.crash.load import Plan, under_load


async def test_kills_at_random_under_load_do_no_harm(keeper: Keeper) -> None:
    plan = Plan(people=5, texts=16, kills=4, seed=2569)

    figures = await under_load(keeper, plan)

    assert keeper.deaths == 4
    assert figures.acknowledged == 80
    assert figures.harm == 0, figures
    assert figures.unknown <= figures.in_flight
