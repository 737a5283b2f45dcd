"""ODK's two engines, where they can be had; a test that asks for one says so where it cannot."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.oracle.engines import JavaRosa, WebForms

FOLDER = Path(__file__).parents[2] / "var/oracle"
HOW = f"`python -m tests.oracle.differential DIR --npm {FOLDER.relative_to(FOLDER.parents[1])}`"


@pytest.fixture(scope="module")
def javarosa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JavaRosa]:
    if (missing := JavaRosa.missing()) is not None:
        pytest.skip(missing)
    engine = JavaRosa(tmp_path_factory.mktemp("javarosa"))
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def webforms() -> Iterator[WebForms]:
    if (missing := WebForms.missing(FOLDER)) is not None:
        pytest.skip(missing)
    if not WebForms.is_installed(FOLDER):
        pytest.skip(f"The engine of Web Forms is not installed: {HOW} does it")
    engine = WebForms(FOLDER)
    yield engine
    engine.close()
