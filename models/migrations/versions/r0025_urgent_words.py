"""Which parked words are urgent, and so are pushed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0025_urgent_words'
down_revision: str | None = '0024_reminders'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    is_urgent = sa.literal_column('is_urgent').is_(True)
    with op.batch_alter_table('parked', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_urgent', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_index('ix_parked_urgent', ['parked_at'], unique=False, sqlite_where=is_urgent, postgresql_where=is_urgent)

    with op.batch_alter_table('parked', schema=None) as batch_op:
        batch_op.alter_column('is_urgent', existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table('parked', schema=None) as batch_op:
        batch_op.drop_index('ix_parked_urgent')
        batch_op.drop_column('is_urgent')
