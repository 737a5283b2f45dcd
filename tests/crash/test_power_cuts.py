"""Power cuts: what nobody heard of may be undone, and is done anew; nothing else is."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from models.inbox import DONE, UNDONE
from tests.crash.cluster import Cluster, NoClusterError, a_cluster
from tests.crash.keeper import Keeper, keeping_a_bot
from tests.crash.mortal import Point, Side
from tests.crash.power import Disk, FileOnDisk


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    try:
        with a_cluster() as cluster:
            yield cluster
    except NoClusterError as none:
        pytest.skip(str(none))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.cluster)])
async def keeper(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Keeper]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/siao.db"
        async with keeping_a_bot(url) as keeper:
            keeper.disk = FileOnDisk(url=url)
            yield keeper
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    async with keeping_a_bot(cluster.make_database()) as keeper:
        keeper.disk = cluster
        yield keeper


def disk_of(keeper: Keeper) -> Disk:
    assert keeper.disk is not None
    return keeper.disk


@pytest.mark.parametrize(
    ("die", "point", "left", "outcome"),
    [
        ("before", "noting", [], "sent"),
        ("after", "noting", [UNDONE], "sent"),
        ("before", "turn", [UNDONE], "sent"),
        ("after", "turn", [UNDONE], "sent"),
        ("before", "trying", [UNDONE], "sent"),
        ("after", "trying", [DONE], "sent"),
        ("before", "outcome", [DONE], "unknown"),
        ("after", "outcome", [DONE], "sent"),
    ],
)
async def test_a_power_cut_undoes_no_turn_that_anybody_heard_of(
    keeper: Keeper, die: Side, point: Point, left: list[int], outcome: str
) -> None:
    somsri = keeper.world.add_contact("somsri")

    await keeper.start(die_at=point, die=die)
    event = keeper.text(somsri, "one")
    acknowledged = await keeper.bring(event)
    await keeper.died()
    assert list((await keeper.states()).values()) == left
    await keeper.start()
    if not acknowledged:
        event["deliveryContext"] = {"isRedelivery": True}
        assert await keeper.bring(event)
    await keeper.say(somsri, "two")
    await keeper.rest()

    assert await keeper.applied(somsri) == ["one", "two"]
    assert await keeper.outcomes(somsri) == [outcome, "sent"]
    assert keeper.shown(somsri) == ["heard one", "heard two"]


async def test_a_turn_alone_is_lost_with_the_power_and_is_made_anew(keeper: Keeper) -> None:
    somsri = keeper.world.add_contact("somsri")
    before = disk_of(keeper).lost

    await keeper.start(die_at="turn", die="after")
    await keeper.bring(keeper.text(somsri, "one"))
    await keeper.died()

    assert disk_of(keeper).lost > before
    assert await keeper.applied(somsri) == []
    await keeper.start()
    await keeper.rest()
    assert await keeper.applied(somsri) == ["one"]
    assert keeper.shown(somsri) == ["heard one"]


async def test_were_replies_not_flushed_before_they_are_sent_a_power_cut_would_do_harm(
    keeper: Keeper,
) -> None:
    somsri = keeper.world.add_contact("somsri")
    keeper.unflushed = ("trying",)

    await keeper.start(die_at="outcome", die="before")
    await keeper.bring(keeper.text(somsri, "one"))
    await keeper.died()

    assert keeper.shown(somsri) == ["heard one"]
    assert await keeper.applied(somsri) == []
    await keeper.start()
    await keeper.rest()
    assert await keeper.outcomes(somsri) == ["refused"]  # what was shown
