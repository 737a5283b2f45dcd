"""Corrections of facilities that somebody proposed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0020_facility_proposals'
down_revision: str | None = '0019_danger'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    op.create_table('facility_proposals',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('facility_code', sa.String(length=12), nullable=False),
    sa.Column('contact_id', sa.String(length=32), nullable=False),
    sa.Column('aspect', sa.String(length=12), nullable=False),
    sa.Column('is_words', sa.Boolean(), nullable=False),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('is_demo', sa.Boolean(), nullable=False),
    sa.Column('value_sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_facility_proposals_contact_id_contacts'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['facility_code'], ['facilities.code'], name=op.f('fk_facility_proposals_facility_code_facilities'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_facility_proposals'))
    )
    with op.batch_alter_table('facility_proposals', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_facility_proposals_contact_id'), ['contact_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_facility_proposals_facility_code'), ['facility_code'], unique=False)
        batch_op.create_index(batch_op.f('ix_facility_proposals_proposed_at'), ['proposed_at'], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_table('facility_proposals')
