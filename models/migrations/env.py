"""What Alembic runs: the steps, on the connection that it is handed.

The connection comes in `config.attributes["connection"]`, in a transaction that the caller began
under a lock and commits.
"""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from models.columns import Utc
from models.tables import METADATA


def render_item(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write our own types as the database knows them: a step must outlive the models."""
    if kind == "type" and isinstance(item, Utc):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    """Run the steps that are asked for."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=METADATA,
        render_item=render_item,
        render_as_batch=True,
    )
    context.run_migrations()


run()
