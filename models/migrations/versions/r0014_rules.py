"""Rules of follow-ups, and where they are switched on."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0014_rules'
down_revision: str | None = '0013_visits'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    op.create_table('follow_up_rules',
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('area', sa.String(length=6), nullable=False),
    sa.Column('name_th', sa.Text(), nullable=False),
    sa.Column('name_lo', sa.Text(), nullable=False),
    sa.Column('about', sa.String(length=12), nullable=False),
    sa.Column('applies', sa.Text(), nullable=False),
    sa.Column('groups', sa.Text(), nullable=False),
    sa.Column('counted_from', sa.String(length=12), nullable=False),
    sa.Column('counts', sa.String(length=12), nullable=False),
    sa.Column('opens', sa.String(length=8), nullable=False),
    sa.Column('due', sa.String(length=8), nullable=False),
    sa.Column('lapses', sa.String(length=8), nullable=False),
    sa.Column('repeats', sa.String(length=8), nullable=False),
    sa.Column('closes', sa.Text(), nullable=False),
    sa.Column('unless', sa.Text(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('verified', sa.String(length=3), nullable=False),
    sa.PrimaryKeyConstraint('code', 'area', name=op.f('pk_follow_up_rules'))
    )
    op.create_table('rule_switches',
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('area', sa.String(length=6), nullable=False),
    sa.Column('is_on', sa.Boolean(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('cursor', sa.String(length=36), nullable=True),
    sa.PrimaryKeyConstraint('code', 'area', name=op.f('pk_rule_switches'))
    )
    with op.batch_alter_table('rule_switches', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rule_switches_cursor'), ['cursor'], unique=False)

    with op.batch_alter_table('follow_ups', schema=None) as batch_op:
        batch_op.add_column(sa.Column('told_by', sa.String(length=64), nullable=True))
        batch_op.create_index('ix_follow_ups_due_on', ['status', 'due_on'], unique=False)
        batch_op.create_index('ix_follow_ups_lapses_on', ['status', 'lapses_on'], unique=False)


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table('follow_ups', schema=None) as batch_op:
        batch_op.drop_index('ix_follow_ups_lapses_on')
        batch_op.drop_index('ix_follow_ups_due_on')
        batch_op.drop_column('told_by')

    with op.batch_alter_table('rule_switches', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_rule_switches_cursor'))

    op.drop_table('rule_switches')
    op.drop_table('follow_up_rules')
