"""Broadcasts that coordinators are still writing."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0029_broadcast_sketches'
down_revision: str | None = '0028_appointments'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    op.create_table('broadcast_sketches',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('contact_id', sa.String(length=32), nullable=False),
    sa.Column('touched_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('content_sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_broadcast_sketches_contact_id_contacts'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_broadcast_sketches'))
    )
    with op.batch_alter_table('broadcast_sketches', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_broadcast_sketches_contact_id'), ['contact_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_broadcast_sketches_touched_at'), ['touched_at'], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_table('broadcast_sketches')
