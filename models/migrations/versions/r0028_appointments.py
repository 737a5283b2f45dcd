"""Appointments of visitors, and reminders of them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0028_appointments'
down_revision: str | None = '0027_broadcasts'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    op.create_table('appointments',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('contact_id', sa.String(length=32), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('due_time', sa.String(length=5), nullable=False),
    sa.Column('tells', sa.String(length=40), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('word_sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_appointments_contact_id_contacts'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appointments'))
    )
    with op.batch_alter_table('appointments', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_appointments_contact_id'), ['contact_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_appointments_due_on'), ['due_on'], unique=False)

    with op.batch_alter_table('reminders', schema=None) as batch_op:
        batch_op.alter_column('follow_up_id', existing_type=sa.String(length=36), nullable=True)
        batch_op.add_column(sa.Column('appointment_id', sa.String(length=32), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_reminders_appointment_id_appointments'), 'appointments', ['appointment_id'], ['id'], ondelete='CASCADE', initially='DEFERRED', deferrable=True)
        batch_op.create_unique_constraint(batch_op.f('uq_reminders_appointment_id_step'), ['appointment_id', 'step'])


def downgrade() -> None:
    """Take it back."""
    op.execute("DELETE FROM reminders WHERE follow_up_id IS NULL")
    with op.batch_alter_table('reminders', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_reminders_appointment_id_step'), type_='unique')
        batch_op.drop_constraint(batch_op.f('fk_reminders_appointment_id_appointments'), type_='foreignkey')
        batch_op.drop_column('appointment_id')
        batch_op.alter_column('follow_up_id', existing_type=sa.String(length=36), nullable=False)

    op.drop_table('appointments')
