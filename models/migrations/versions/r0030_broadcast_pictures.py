"""Pictures of broadcasts, and which broadcast has which."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0030_broadcast_pictures'
down_revision: str | None = '0029_broadcast_sketches'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    op.create_table('broadcast_pictures',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('token_hash', sa.String(length=32), nullable=False),
    sa.Column('message_hash', sa.String(length=32), nullable=False),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('content_sealed', sa.LargeBinary(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_broadcast_pictures')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_broadcast_pictures_token_hash'))
    )
    with op.batch_alter_table('broadcast_pictures', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_broadcast_pictures_message_hash'), ['message_hash'], unique=False)

    with op.batch_alter_table('broadcasts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('picture_id', sa.String(length=32), nullable=True))


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table('broadcasts', schema=None) as batch_op:
        batch_op.drop_column('picture_id')

    op.drop_table('broadcast_pictures')
