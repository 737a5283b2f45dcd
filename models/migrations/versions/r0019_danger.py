"""Danger that was seen on visits, and when somebody was last told whom to call."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0019_danger'
down_revision: str | None = '0018_topics'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    op.create_table('danger_flags',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('area', sa.String(length=6), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('visit_id', sa.String(length=32), nullable=False),
    sa.Column('handled_by', sa.String(length=32), nullable=True),
    sa.Column('handled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('is_demo', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['handled_by'], ['contacts.id'], name=op.f('fk_danger_flags_handled_by_contacts'), ondelete='SET NULL', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['visit_id'], ['visits.id'], name=op.f('fk_danger_flags_visit_id_visits'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_danger_flags'))
    )
    with op.batch_alter_table('danger_flags', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_danger_flags_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_danger_flags_visit_id'), ['visit_id'], unique=False)

    with op.batch_alter_table('contacts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('warned_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table('contacts', schema=None) as batch_op:
        batch_op.drop_column('warned_at')
    op.drop_table('danger_flags')
