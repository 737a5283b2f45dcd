"""Versions of danger flags, so that one coordinator sees to each."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0026_danger_flag_version'
down_revision: str | None = '0025_urgent_words'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    with op.batch_alter_table('danger_flags', schema=None) as batch_op:
        batch_op.add_column(sa.Column('version', sa.Integer(), server_default='1', nullable=False))

    with op.batch_alter_table('danger_flags', schema=None) as batch_op:
        batch_op.alter_column('version', existing_type=sa.Integer(), server_default=None)


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table('danger_flags', schema=None) as batch_op:
        batch_op.drop_column('version')
