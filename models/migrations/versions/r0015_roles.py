"""Names, kinds, permissions and pairs of those who work for the programme."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0015_roles'
down_revision: str | None = '0014_rules'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    op.create_table('permissions',
    sa.Column('contact_id', sa.String(length=32), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_permissions_contact_id_contacts'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('contact_id', 'name', name=op.f('pk_permissions'))
    )
    op.create_table('pairs',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('one_id', sa.String(length=32), nullable=False),
    sa.Column('other_id', sa.String(length=32), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['one_id'], ['contacts.id'], name=op.f('fk_pairs_one_id_contacts'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['other_id'], ['contacts.id'], name=op.f('fk_pairs_other_id_contacts'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pairs')),
    sa.UniqueConstraint('one_id', name=op.f('uq_pairs_one_id')),
    sa.UniqueConstraint('other_id', name=op.f('uq_pairs_other_id'))
    )
    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column('number', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('invited_by', sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column('name_sealed', sa.LargeBinary(), nullable=True))
        batch_op.create_index('ix_memberships_organization_id', ['organization_id', 'role', 'area'], unique=False)

    with op.batch_alter_table('invites', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column('issued_by', sa.String(length=32), nullable=True))
        batch_op.create_index(batch_op.f('ix_invites_issued_by'), ['issued_by'], unique=False)
        batch_op.create_index('ix_invites_organization_id', ['organization_id', 'ended_at'], unique=False)


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table('invites', schema=None) as batch_op:
        batch_op.drop_index('ix_invites_organization_id')
        batch_op.drop_index(batch_op.f('ix_invites_issued_by'))
        batch_op.drop_column('issued_by')
        batch_op.drop_column('kind')

    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.drop_index('ix_memberships_organization_id')
        batch_op.drop_column('name_sealed')
        batch_op.drop_column('invited_by')
        batch_op.drop_column('number')
        batch_op.drop_column('kind')

    op.drop_table('pairs')
    op.drop_table('permissions')
