"""Rich menus that stand at LINE, and contacts whose menu is due."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0023_rich_menus'
down_revision: str | None = '0022_threads'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    op.create_table('menu_dues',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('contact_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_menu_dues_contact_id_contacts'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_menu_dues'))
    )
    op.create_table('rich_menus',
    sa.Column('name', sa.String(length=32), nullable=False),
    sa.Column('menu_id', sa.String(length=64), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('is_ready', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_rich_menus'))
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table('rich_menus')
    op.drop_table('menu_dues')
