"""Topics, who watches them, how often they were asked, and questions that were not understood."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0018_topics'
down_revision: str | None = '0017_facilities'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    op.create_table('topics',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('status', sa.String(length=12), nullable=False),
    sa.Column('title_th', sa.String(length=80), nullable=False),
    sa.Column('title_lo', sa.String(length=80), nullable=False),
    sa.Column('is_private', sa.Boolean(), nullable=False),
    sa.Column('stays', sa.Boolean(), nullable=False),
    sa.Column('expires_on', sa.Date(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('shipped', sa.String(length=64), nullable=False),
    sa.Column('said', sa.String(length=64), nullable=False),
    sa.Column('told', sa.String(length=64), nullable=False),
    sa.Column('told_to', sa.String(length=32), nullable=False),
    sa.Column('lapse_told', sa.Boolean(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_topics'))
    )
    op.create_table('topic_watches',
    sa.Column('contact_id', sa.String(length=32), nullable=False),
    sa.Column('topic_id', sa.String(length=40), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_topic_watches_contact_id_contacts'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('contact_id', 'topic_id', name=op.f('pk_topic_watches'))
    )
    with op.batch_alter_table('topic_watches', schema=None) as batch_op:
        batch_op.create_index('ix_topic_watches_topic_id', ['topic_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_topic_watches_until'), ['until'], unique=False)

    op.create_table('topic_ticks',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('topic_id', sa.String(length=40), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_topic_ticks'))
    )
    op.create_table('topic_totals',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('topic_id', sa.String(length=40), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('day', 'topic_id', 'language', 'kind', name=op.f('pk_topic_totals'))
    )
    op.create_table('kept_questions',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('asked_on', sa.Date(), nullable=False),
    sa.Column('is_demo', sa.Boolean(), nullable=False),
    sa.Column('text_sealed', sa.LargeBinary(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kept_questions'))
    )
    with op.batch_alter_table('kept_questions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_kept_questions_asked_on'), ['asked_on'], unique=False)

    op.create_table('taught_phrases',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('topic_id', sa.String(length=40), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('taught_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_taught_phrases'))
    )
    with op.batch_alter_table('taught_phrases', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_taught_phrases_topic_id'), ['topic_id'], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_table('taught_phrases')
    op.drop_table('kept_questions')
    op.drop_table('topic_totals')
    op.drop_table('topic_ticks')
    op.drop_table('topic_watches')
    op.drop_table('topics')
