"""Corrections."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0006_corrections'
down_revision: str | None = '0005_entities'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    with op.batch_alter_table('submissions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('root_id', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('replaced_by', sa.String(length=64), nullable=True))
        batch_op.create_index('ix_submissions_contact_id', ['contact_id', 'submitted_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_submissions_replaced_by'), ['replaced_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_submissions_root_id'), ['root_id'], unique=False)

    with op.batch_alter_table('drafts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('corrects', sa.String(length=64), nullable=True))



def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table('drafts', schema=None) as batch_op:
        batch_op.drop_column('corrects')

    with op.batch_alter_table('submissions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_submissions_root_id'))
        batch_op.drop_index(batch_op.f('ix_submissions_replaced_by'))
        batch_op.drop_index('ix_submissions_contact_id')
        batch_op.drop_column('replaced_by')
        batch_op.drop_column('root_id')
