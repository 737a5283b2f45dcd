"""Entities."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0005_entities'
down_revision: str | None = '0004_form_files'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    op.create_table('entities',
    sa.Column('list', sa.String(length=100), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('conflict', sa.String(length=4), nullable=False),
    sa.Column('area', sa.String(length=6), nullable=False),
    sa.Column('is_demo', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('contact_id', sa.String(length=32), nullable=True),
    sa.Column('submission_id', sa.String(length=64), nullable=True),
    sa.Column('content_sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_entities_contact_id_contacts'), ondelete='SET NULL', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['submission_id'], ['submissions.id'], name=op.f('fk_entities_submission_id_submissions'), ondelete='SET NULL', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('list', 'id', name=op.f('pk_entities'))
    )
    with op.batch_alter_table('entities', schema=None) as batch_op:
        batch_op.create_index('ix_entities_list', ['list', 'created_at', 'id'], unique=False)

    op.create_table('entity_problems',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('submission_id', sa.String(length=64), nullable=False),
    sa.Column('list', sa.String(length=100), nullable=False),
    sa.Column('entity_id', sa.String(length=36), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('is_demo', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['submission_id'], ['submissions.id'], name=op.f('fk_entity_problems_submission_id_submissions'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_entity_problems'))
    )
    with op.batch_alter_table('entity_problems', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_entity_problems_submission_id'), ['submission_id'], unique=False)

    op.create_table('entity_versions',
    sa.Column('list', sa.String(length=100), nullable=False),
    sa.Column('entity_id', sa.String(length=36), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('base_version', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('submission_id', sa.String(length=64), nullable=True),
    sa.Column('content_sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['list', 'entity_id'], ['entities.list', 'entities.id'], name=op.f('fk_entity_versions_list_entity_id_entities'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['submission_id'], ['submissions.id'], name=op.f('fk_entity_versions_submission_id_submissions'), ondelete='SET NULL', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('list', 'entity_id', 'version', name=op.f('pk_entity_versions'))
    )
    with op.batch_alter_table('entity_versions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_entity_versions_submission_id'), ['submission_id'], unique=False)



def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table('entity_versions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_entity_versions_submission_id'))

    op.drop_table('entity_versions')
    with op.batch_alter_table('entity_problems', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_entity_problems_submission_id'))

    op.drop_table('entity_problems')
    with op.batch_alter_table('entities', schema=None) as batch_op:
        batch_op.drop_index('ix_entities_list')

    op.drop_table('entities')
