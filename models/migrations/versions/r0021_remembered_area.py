"""The area that someone asked to have remembered, for finding care."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0021_remembered_area'
down_revision: str | None = '0020_facility_proposals'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    with op.batch_alter_table('contacts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('care_area', sa.String(length=6), nullable=True))


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table('contacts', schema=None) as batch_op:
        batch_op.drop_column('care_area')
