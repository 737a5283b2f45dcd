"""Threads between people who ask and people who answer, and pushes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0022_threads'
down_revision: str | None = '0021_remembered_area'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    op.create_table('answerers',
    sa.Column('contact_id', sa.String(length=32), nullable=False),
    sa.Column('languages', sa.String(length=8), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_answerers_contact_id_contacts'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('contact_id', name=op.f('pk_answerers'))
    )
    op.create_table('pushes',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('contact_id', sa.String(length=32), nullable=False),
    sa.Column('asked_by', sa.String(length=32), nullable=True),
    sa.Column('subject', sa.String(length=120), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('why', sa.String(length=16), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('again_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('first_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('outcome_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('request_id', sa.String(length=80), nullable=True),
    sa.Column('body_sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['asked_by'], ['contacts.id'], name=op.f('fk_pushes_asked_by_contacts'), ondelete='SET NULL', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_pushes_contact_id_contacts'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pushes'))
    )
    with op.batch_alter_table('pushes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pushes_contact_id'), ['contact_id'], unique=False)
        batch_op.create_index('ix_pushes_open', ['again_at'], unique=False, sqlite_where=sa.literal_column('outcome_at').is_(None), postgresql_where=sa.literal_column('outcome_at').is_(None))
        batch_op.create_index(batch_op.f('ix_pushes_outcome_at'), ['outcome_at'], unique=False)

    op.create_table('threads',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('code', sa.String(length=8), nullable=False),
    sa.Column('contact_id', sa.String(length=32), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('area', sa.String(length=6), nullable=False),
    sa.Column('is_demo', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('helper_id', sa.String(length=32), nullable=True),
    sa.Column('helper_role', sa.String(length=16), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('touched_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_threads_contact_id_contacts'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['helper_id'], ['contacts.id'], name=op.f('fk_threads_helper_id_contacts'), ondelete='SET NULL', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_threads'))
    )
    with op.batch_alter_table('threads', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_threads_contact_id'), ['contact_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_threads_helper_id'), ['helper_id'], unique=False)
        batch_op.create_index('ix_threads_state', ['state', 'opened_at'], unique=False)

    op.create_table('thread_lines',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('thread_id', sa.String(length=32), nullable=False),
    sa.Column('by', sa.String(length=8), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('message_id', sa.String(length=80), nullable=False),
    sa.Column('text_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['thread_id'], ['threads.id'], name=op.f('fk_thread_lines_thread_id_threads'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_thread_lines'))
    )
    with op.batch_alter_table('thread_lines', schema=None) as batch_op:
        batch_op.create_index('ix_thread_lines_thread_id', ['thread_id', 'said_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_thread_lines_said_at'), ['said_at'], unique=False)
        batch_op.create_index('ix_thread_lines_unsent', ['by', 'said_at'], unique=False, sqlite_where=sa.literal_column('state') == sa.literal_column("'unsent'"), postgresql_where=sa.literal_column('state') == sa.literal_column("'unsent'"))


def downgrade() -> None:
    """Take it back."""
    op.drop_table('thread_lines')
    op.drop_table('threads')
    op.drop_table('pushes')
    op.drop_table('answerers')
