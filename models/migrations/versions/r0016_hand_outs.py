"""Personal files that are handed out, and rosters that are stored off the turn."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0016_hand_outs'
down_revision: str | None = '0015_roles'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    op.create_table('hand_outs',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('contact_id', sa.String(length=32), nullable=False),
    sa.Column('subject', sa.String(length=64), nullable=False),
    sa.Column('media', sa.String(length=100), nullable=False),
    sa.Column('token_hash', sa.String(length=32), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('erase_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('is_once', sa.Boolean(), nullable=False),
    sa.Column('name_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('content_sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_hand_outs_contact_id_contacts'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hand_outs'))
    )
    with op.batch_alter_table('hand_outs', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_hand_outs_contact_id'), ['contact_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_hand_outs_erase_at'), ['erase_at'], unique=False)
        batch_op.create_index('ix_hand_outs_token_hash', ['token_hash'], unique=True)

    op.create_index('ix_workbooks_storing', 'workbooks', ['sent_at'], unique=False, sqlite_where=sa.literal_column("state") == sa.literal_column("'storing'"), postgresql_where=sa.literal_column("state") == sa.literal_column("'storing'"))


def downgrade() -> None:
    """Take it back."""
    op.drop_index('ix_workbooks_storing', table_name='workbooks')
    op.drop_table('hand_outs')
