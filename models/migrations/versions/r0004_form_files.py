"""Form files."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0004_form_files'
down_revision: str | None = '0003_forwards'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    op.create_table('form_files',
    sa.Column('version_id', sa.String(length=32), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['form_versions.id'], name=op.f('fk_form_files_version_id_form_versions'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('version_id', 'name', name=op.f('pk_form_files'))
    )
    with op.batch_alter_table('form_versions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('files_hash', sa.String(length=64), server_default='', nullable=False))

    with op.batch_alter_table('workbooks', schema=None) as batch_op:
        batch_op.add_column(sa.Column('files_sealed', sa.LargeBinary(), nullable=True))



def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table('workbooks', schema=None) as batch_op:
        batch_op.drop_column('files_sealed')

    with op.batch_alter_table('form_versions', schema=None) as batch_op:
        batch_op.drop_column('files_hash')

    op.drop_table('form_files')
