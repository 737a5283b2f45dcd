"""How far a need is, what closed it, and what wrote a line of a plan."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0011_needs'
down_revision: str | None = '0010_register'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    with op.batch_alter_table('needs', schema=None) as batch_op:
        batch_op.add_column(sa.Column('closed_by', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('progress', sa.String(length=12), nullable=True))
        batch_op.add_column(sa.Column('outcome_sealed', sa.LargeBinary(), nullable=True))
        batch_op.create_index(batch_op.f('ix_needs_closed_by'), ['closed_by'], unique=False)
        batch_op.create_index(
            'ix_needs_to_do',
            ['owner_id', 'urgency', 'due_on', 'id'],
            unique=False,
            sqlite_where=sa.text("status IN ('open', 'planned')"),
            postgresql_where=sa.text("status IN ('open', 'planned')"),
        )

    with op.batch_alter_table('plan_items', schema=None) as batch_op:
        batch_op.add_column(sa.Column('submission_id', sa.String(length=64), nullable=True))
        batch_op.create_index(batch_op.f('ix_plan_items_submission_id'), ['submission_id'], unique=False)

    with op.batch_alter_table('referrals', schema=None) as batch_op:
        batch_op.create_index('ix_referrals_contact_id', ['contact_id', 'made_at'], unique=False)
        batch_op.create_index('ix_referrals_open', ['status', 'ask_on', 'id'], unique=False)


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table('referrals', schema=None) as batch_op:
        batch_op.drop_index('ix_referrals_open')
        batch_op.drop_index('ix_referrals_contact_id')

    with op.batch_alter_table('plan_items', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_items_submission_id'))
        batch_op.drop_column('submission_id')

    with op.batch_alter_table('needs', schema=None) as batch_op:
        batch_op.drop_index('ix_needs_to_do')
        batch_op.drop_index(batch_op.f('ix_needs_closed_by'))
        batch_op.drop_column('outcome_sealed')
        batch_op.drop_column('progress')
        batch_op.drop_column('closed_by')
