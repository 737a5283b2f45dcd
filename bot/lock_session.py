"""A database session of its own, whose locks end with it, however it ends (PostgreSQL)."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, Engine, Row, TextClause, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError

_NOTICED_S: Final = {"idle": 3, "interval": 2, "count": 3}
"""A machine that vanished holds nothing for longer than 3 + 2 × 3 seconds."""


class LockSession:
    """Holds locks of PostgreSQL for as long as its connection lives; one thread at a time.

    `number` rises with every new connection: what was locked under an older number is lost. It
    wants a connection to the server itself, or a pooler that pools by session.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._wire: DBAPIConnection | None = None
        self.number = 0

    def ask(self, statement: str, **given: object) -> bool:
        """Run a statement that answers with true or false, on a new connection if need be.

        Raises:
            SQLAlchemyError: when the connection is lost; so are its locks then.
        """
        return any(row[0] for row in self.rows(text(statement), **given))

    def rows(self, statement: TextClause, **given: object) -> Sequence[Row[Any]]:
        """Run a statement, on a new connection if need be, and give its rows.

        Raises:
            SQLAlchemyError: when the connection is lost; so are its locks then.
        """
        try:
            return self._opened().execute(statement, given).all()
        except SQLAlchemyError:
            self.close()
            raise

    def close(self) -> None:
        """End the session: whatever it held is free."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        self.number += 1
        connection.close()
        if self._wire is not None:
            self._wire.close()  # one that broke is not closed by the line above

    def _opened(self) -> Connection:
        if self._connection is None:
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            # Out of the pool for good: its locks must not pass to whoever comes next.
            self._wire = connection.connection.dbapi_connection
            connection.detach()
            self._connection = connection
            self.number += 1
            for name, seconds in _NOTICED_S.items():
                connection.execute(text(f"SET tcp_keepalives_{name} = {seconds}"))
        return self._connection
