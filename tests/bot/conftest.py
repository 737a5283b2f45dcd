"""What tests of the door share."""

import pytest

from bot.words import Words
from tests.bot.compiling import compile_tree


@pytest.fixture(scope="session")
def words(tmp_path_factory: pytest.TempPathFactory) -> Words:
    """The words of the tree, compiled."""
    return Words(compile_tree(tmp_path_factory.mktemp("locales")))
