"""Every fault in small, at moments drawn from a fixed seed: `make faults` strikes in full."""

import pytest

from tests.faults.every import ALONE, Fault
from tests.faults.result import Size
from tests.faults.wide import some_of_these

_ALONE = Size(people=4, texts=6, strikes=1)
_WIDE = Size(people=4, texts=3, strikes=1)


@pytest.mark.parametrize("fault", ALONE.values(), ids=ALONE)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_fault_does_no_harm_to_a_bot_of_one_process(
    fault: Fault, database_url: str
) -> None:
    result = await fault(database_url, _ALONE)

    assert not result.harm, result
    assert result.events >= _ALONE.people * _ALONE.texts
    assert result.outcomes.total() == result.events


@pytest.mark.postgres
@pytest.mark.timeout(180)
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_faults_in_turn_do_no_harm_to_a_bot_of_many_processes(database_url: str) -> None:
    result = await some_of_these(database_url, _WIDE)

    assert not result.harm, result
    assert result.events >= _WIDE.people * _WIDE.texts
    assert result.outcomes.total() == result.events
