"""Let homes be looked for by their mark alone, and a person be noted question by question."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0010_register'
down_revision: str | None = '0009_areas'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    with op.batch_alter_table('households', schema=None) as batch_op:
        batch_op.add_column(sa.Column('called_hash', sa.String(length=32), nullable=True))
        batch_op.create_index('ix_households_called_hash', ['called_hash', 'area'], unique=False)

    with op.batch_alter_table('contacts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('noting_sealed', sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table('contacts', schema=None) as batch_op:
        batch_op.drop_column('noting_sealed')

    with op.batch_alter_table('households', schema=None) as batch_op:
        batch_op.drop_index('ix_households_called_hash')
        batch_op.drop_column('called_hash')
