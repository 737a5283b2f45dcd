"""Standing forwards."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0007_standing_forwards'
down_revision: str | None = '0006_corrections'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step; since when older ones wait is not known better than by their next try."""
    with op.batch_alter_table('forwards', schema=None) as batch_op:
        batch_op.add_column(sa.Column('noted_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('is_changed', sa.Boolean(), server_default=sa.false(), nullable=False))

    op.execute('UPDATE forwards SET noted_at = again_at')
    with op.batch_alter_table('forwards', schema=None) as batch_op:
        batch_op.alter_column('noted_at', existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.alter_column('is_changed', existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table('forwards', schema=None) as batch_op:
        batch_op.drop_column('is_changed')
        batch_op.drop_column('noted_at')
