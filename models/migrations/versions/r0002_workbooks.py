"""Workbooks."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0002_workbooks'
down_revision: str | None = '0001_first'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    op.create_table('workbooks',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('contact_id', sa.String(length=32), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('name_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('outcome_sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_workbooks_contact_id_contacts'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_workbooks'))
    )
    with op.batch_alter_table('workbooks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_workbooks_contact_id'), ['contact_id'], unique=False)
        batch_op.create_index('ix_workbooks_fetched', ['sent_at'], unique=False, sqlite_where=sa.text("state = 'fetched'"), postgresql_where=sa.text("state = 'fetched'"))
        batch_op.create_index(batch_op.f('ix_workbooks_sent_at'), ['sent_at'], unique=False)

    with op.batch_alter_table('drafts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('workbook_id', sa.String(length=32), nullable=True))
        batch_op.alter_column('version_id',
               existing_type=sa.VARCHAR(length=32),
               nullable=True)
        batch_op.create_index(batch_op.f('ix_drafts_workbook_id'), ['workbook_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_drafts_workbook_id_workbooks'), 'workbooks', ['workbook_id'], ['id'], ondelete='CASCADE', initially='DEFERRED', deferrable=True)



def downgrade() -> None:
    """Take it back."""
    op.execute('DELETE FROM drafts WHERE version_id IS NULL')
    with op.batch_alter_table('drafts', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_drafts_workbook_id_workbooks'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_drafts_workbook_id'))
        batch_op.alter_column('version_id',
               existing_type=sa.VARCHAR(length=32),
               nullable=False)
        batch_op.drop_column('workbook_id')

    with op.batch_alter_table('workbooks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_workbooks_sent_at'))
        batch_op.drop_index('ix_workbooks_fetched', sqlite_where=sa.text("state = 'fetched'"), postgresql_where=sa.text("state = 'fetched'"))
        batch_op.drop_index(batch_op.f('ix_workbooks_contact_id'))

    op.drop_table('workbooks')
