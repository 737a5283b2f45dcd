"""Areas."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0009_areas'
down_revision: str | None = '0008_people'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    op.create_table('area_names',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('code', sa.String(length=6), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_area_names'))
    )
    with op.batch_alter_table('area_names', schema=None) as batch_op:
        batch_op.create_index('ix_area_names_code', ['code', 'key'], unique=False)
        batch_op.create_index('ix_area_names_key', ['key', 'code'], unique=False)

    op.create_table('areas',
    sa.Column('code', sa.String(length=6), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('name_th', sa.String(length=100), nullable=False),
    sa.Column('name_lo', sa.String(length=100), nullable=True),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_areas'))
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table('areas')
    with op.batch_alter_table('area_names', schema=None) as batch_op:
        batch_op.drop_index('ix_area_names_key')
        batch_op.drop_index('ix_area_names_code')

    op.drop_table('area_names')
