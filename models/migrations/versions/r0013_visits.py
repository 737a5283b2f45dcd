"""Find visits that were never ended."""

from collections.abc import Sequence

from alembic import op

revision: str = "0013_visits"
down_revision: str | None = "0012_privacy"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    op.create_index("ix_visits_status", "visits", ["status", "started_at"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_visits_status", table_name="visits")
