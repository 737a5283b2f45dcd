"""Places to get care, what they offer and when."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0017_facilities'
down_revision: str | None = '0016_hand_outs'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    op.create_table('facilities',
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('name_th', sa.String(length=120), nullable=False),
    sa.Column('name_lo', sa.String(length=120), nullable=True),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('area', sa.String(length=6), nullable=False),
    sa.Column('latitude', sa.Double(), nullable=True),
    sa.Column('longitude', sa.Double(), nullable=True),
    sa.Column('phones', sa.JSON(), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('schemes', sa.JSON(), nullable=False),
    sa.Column('complaints', sa.Boolean(), nullable=False),
    sa.Column('verified_on', sa.Date(), nullable=True),
    sa.Column('verified_by', sa.String(length=80), nullable=True),
    sa.Column('is_closed', sa.Boolean(), nullable=False),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('marks', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_facilities'))
    )
    with op.batch_alter_table('facilities', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_facilities_area'), ['area'], unique=False)

    op.create_table('facility_closures',
    sa.Column('facility_code', sa.String(length=12), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('facility_code', 'day', name=op.f('pk_facility_closures'))
    )
    op.create_table('facility_finds',
    sa.Column('wanted', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('latitude', sa.Double(), nullable=False),
    sa.Column('longitude', sa.Double(), nullable=False),
    sa.Column('facility_code', sa.String(length=12), nullable=False),
    sa.ForeignKeyConstraint(['facility_code'], ['facilities.code'], name=op.f('fk_facility_finds_facility_code_facilities'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('wanted', 'latitude', 'longitude', 'facility_code', name=op.f('pk_facility_finds'))
    )
    with op.batch_alter_table('facility_finds', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_facility_finds_facility_code'), ['facility_code'], unique=False)

    op.create_table('facility_services',
    sa.Column('facility_code', sa.String(length=12), nullable=False),
    sa.Column('service', sa.String(length=16), nullable=False),
    sa.Column('hours', sa.String(length=255), nullable=True),
    sa.ForeignKeyConstraint(['facility_code'], ['facilities.code'], name=op.f('fk_facility_services_facility_code_facilities'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('facility_code', 'service', name=op.f('pk_facility_services'))
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table('facility_services')
    op.drop_table('facility_finds')
    op.drop_table('facility_closures')
    op.drop_table('facilities')
