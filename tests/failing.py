"""A store that fails on demand."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session
from typing_extensions import override

from bot.store import Store
from models.columns import Vault
from tests.databases import make_tables


class FailingStore(Store):
    """A store whose writes raise `fault`, `times` times (None: until it is taken away)."""

    fault: Exception | None = None
    times: int | None = None

    @classmethod
    def opened(cls, url: str, vault: Vault) -> "FailingStore":
        """Open it with every table."""
        store = cls(url, vault)
        make_tables(store)
        return store

    @override
    @contextmanager
    def writing_in(self, session: Session) -> Iterator[None]:
        self._fail()
        with super().writing_in(session):
            yield

    def _fail(self) -> None:
        if self.fault is None or self.times == 0:
            return
        if self.times is not None:
            self.times -= 1
        raise self.fault
