"""Broadcasts, their chunks, and tags of contacts."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0027_broadcasts'
down_revision: str | None = '0026_danger_flag_version'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    op.create_table('broadcasts',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('made_by', sa.String(length=32), nullable=True),
    sa.Column('title', sa.String(length=100), nullable=False),
    sa.Column('audience', sa.Text(), nullable=False),
    sa.Column('areas', sa.Text(), nullable=False),
    sa.Column('fallback', sa.String(length=6), nullable=False),
    sa.Column('is_silent', sa.Boolean(), nullable=False),
    sa.Column('is_personal', sa.Boolean(), nullable=False),
    sa.Column('is_demo', sa.Boolean(), nullable=False),
    sa.Column('counted', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=9), nullable=False),
    sa.Column('why', sa.String(length=16), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('approved_by', sa.String(length=32), nullable=True),
    sa.Column('held_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('repeats', sa.String(length=12), nullable=False),
    sa.Column('once', sa.String(length=60), nullable=True),
    sa.Column('cursor', sa.String(length=60), nullable=True),
    sa.Column('chunks', sa.Integer(), nullable=False),
    sa.Column('frozen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('messages_sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['made_by'], ['contacts.id'], name=op.f('fk_broadcasts_made_by_contacts'), ondelete='SET NULL', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_broadcasts')),
    sa.UniqueConstraint('once', name=op.f('uq_broadcasts_once'))
    )
    with op.batch_alter_table('broadcasts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_broadcasts_ended_at'), ['ended_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_broadcasts_made_by'), ['made_by'], unique=False)
        batch_op.create_index('ix_broadcasts_runs', ['state'], unique=False, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('broadcast_chunks',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('broadcast_id', sa.String(length=32), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=9), nullable=False),
    sa.Column('why', sa.String(length=16), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('again_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('first_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('outcome_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('request_id', sa.String(length=80), nullable=True),
    sa.Column('to_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('body_sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['broadcast_id'], ['broadcasts.id'], name=op.f('fk_broadcast_chunks_broadcast_id_broadcasts'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_broadcast_chunks')),
    sa.UniqueConstraint('broadcast_id', 'number', name=op.f('uq_broadcast_chunks_broadcast_id_number'))
    )
    with op.batch_alter_table('broadcast_chunks', schema=None) as batch_op:
        batch_op.create_index('ix_broadcast_chunks_open', ['again_at'], unique=False, sqlite_where=sa.text('outcome_at IS NULL'), postgresql_where=sa.text('outcome_at IS NULL'))
        batch_op.create_index(batch_op.f('ix_broadcast_chunks_outcome_at'), ['outcome_at'], unique=False)

    op.create_table('contact_tags',
    sa.Column('contact_id', sa.String(length=32), nullable=False),
    sa.Column('tag', sa.String(length=40), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_contact_tags_contact_id_contacts'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('contact_id', 'tag', name=op.f('pk_contact_tags'))
    )
    with op.batch_alter_table('contact_tags', schema=None) as batch_op:
        batch_op.create_index('ix_contact_tags_tag', ['tag', 'contact_id'], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_table('contact_tags')
    op.drop_table('broadcast_chunks')
    op.drop_table('broadcasts')
