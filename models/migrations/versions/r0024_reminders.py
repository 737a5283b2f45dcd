"""Reminders, the ladders that plan them, and the hours that people chose."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0024_reminders'
down_revision: str | None = '0023_rich_menus'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    op.create_table('ladders',
    sa.Column('area', sa.String(length=6), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('steps', sa.Text(), nullable=False),
    sa.Column('cursor', sa.String(length=36), nullable=True),
    sa.PrimaryKeyConstraint('area', name=op.f('pk_ladders'))
    )
    op.create_table('reminder_hours',
    sa.Column('contact_id', sa.String(length=32), nullable=False),
    sa.Column('opens', sa.Integer(), nullable=False),
    sa.Column('closes', sa.Integer(), nullable=False),
    sa.Column('days_off', sa.String(length=7), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_reminder_hours_contact_id_contacts'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('contact_id', name=op.f('pk_reminder_hours'))
    )
    op.create_table('reminders',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('contact_id', sa.String(length=32), nullable=True),
    sa.Column('follow_up_id', sa.String(length=36), nullable=False),
    sa.Column('about', sa.String(length=12), nullable=False),
    sa.Column('step', sa.String(length=12), nullable=False),
    sa.Column('for_on', sa.Date(), nullable=False),
    sa.Column('channel', sa.String(length=12), nullable=False),
    sa.Column('rules', sa.String(length=20), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('push_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('retry_key', sa.String(length=36), nullable=True),
    sa.Column('claimed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('claims', sa.Integer(), nullable=False),
    sa.Column('told_in', sa.String(length=32), nullable=True),
    sa.Column('rides_on', sa.String(length=120), nullable=True),
    sa.Column('outcome', sa.String(length=8), nullable=True),
    sa.Column('reason', sa.String(length=20), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_reminders_contact_id_contacts'), ondelete='SET NULL', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['follow_up_id'], ['follow_ups.id'], name=op.f('fk_reminders_follow_up_id_follow_ups'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reminders')),
    sa.UniqueConstraint('follow_up_id', 'step', 'for_on', name=op.f('uq_reminders_follow_up_id_step_for_on'))
    )
    with op.batch_alter_table('reminders', schema=None) as batch_op:
        batch_op.create_index('ix_reminders_contact_id', ['contact_id', 'ended_at'], unique=False)
        batch_op.create_index('ix_reminders_due', ['due_at'], unique=False, sqlite_where=sa.text('outcome IS NULL AND claimed_at IS NULL'), postgresql_where=sa.text('outcome IS NULL AND claimed_at IS NULL'))
        batch_op.create_index(batch_op.f('ix_reminders_ended_at'), ['ended_at'], unique=False)
        batch_op.create_index('ix_reminders_in_hand', ['claimed_at'], unique=False, sqlite_where=sa.text('outcome IS NULL AND claimed_at IS NOT NULL'), postgresql_where=sa.text('outcome IS NULL AND claimed_at IS NOT NULL'))
        batch_op.create_index(batch_op.f('ix_reminders_retry_key'), ['retry_key'], unique=False)
        batch_op.create_index('ix_reminders_rides', ['rides_on'], unique=False, sqlite_where=sa.text('rides_on IS NOT NULL'), postgresql_where=sa.text('rides_on IS NOT NULL'))



def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table('reminders', schema=None) as batch_op:
        batch_op.drop_index('ix_reminders_rides', sqlite_where=sa.text('rides_on IS NOT NULL'), postgresql_where=sa.text('rides_on IS NOT NULL'))
        batch_op.drop_index(batch_op.f('ix_reminders_retry_key'))
        batch_op.drop_index('ix_reminders_in_hand', sqlite_where=sa.text('outcome IS NULL AND claimed_at IS NOT NULL'), postgresql_where=sa.text('outcome IS NULL AND claimed_at IS NOT NULL'))
        batch_op.drop_index(batch_op.f('ix_reminders_ended_at'))
        batch_op.drop_index('ix_reminders_due', sqlite_where=sa.text('outcome IS NULL AND claimed_at IS NULL'), postgresql_where=sa.text('outcome IS NULL AND claimed_at IS NULL'))
        batch_op.drop_index('ix_reminders_contact_id')

    op.drop_table('reminders')
    op.drop_table('reminder_hours')
    op.drop_table('ladders')
