"""Consent cards, and indexes by which what is held of someone is found."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0012_privacy'
down_revision: str | None = '0011_needs'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_INDEXES = (
    ('ix_attachments_contact_id', 'attachments', ['contact_id']),
    ('ix_consents_heard_by', 'consents', ['heard_by']),
    ('ix_contacts_seen_on', 'contacts', ['seen_on']),
    ('ix_entity_problems_at', 'entity_problems', ['at']),
    ('ix_follow_ups_household_id', 'follow_ups', ['household_id']),
    ('ix_invites_redeemed_by', 'invites', ['redeemed_by']),
    ('ix_needs_closed_at', 'needs', ['closed_at']),
    ('ix_plan_items_closed_at', 'plan_items', ['closed_at']),
    ('ix_plan_items_contact_id', 'plan_items', ['contact_id']),
    ('ix_referrals_closed_at', 'referrals', ['closed_at']),
)

_PARTIAL = (
    ('ix_contacts_asked', 'contacts', ['seen_on'], 'asked IS NOT NULL'),
    ('ix_inbox_set_aside', 'inbox', ['lane'], 'state = 2'),
    ('ix_persons_bare', 'persons', ['status_on'], "status = 'bare'"),
    ('ix_persons_unvisited', 'persons', ['updated_at'], "status <> 'bare' AND visited_at IS NULL"),
    ('ix_persons_visited', 'persons', ['visited_at'], "status <> 'bare' AND visited_at IS NOT NULL"),
    ('ix_submissions_unblanked', 'submissions', ['person_id', 'submitted_at'], 'person_id IS NULL AND xml_sealed IS NOT NULL'),
)


def upgrade() -> None:
    """Take the step."""
    op.create_table('consent_cards',
    sa.Column('version', sa.String(length=20), nullable=False),
    sa.Column('accepts', sa.Text(), nullable=False),
    sa.Column('keeps_days', sa.Integer(), nullable=False),
    sa.Column('loaded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('version', name=op.f('pk_consent_cards'))
    )
    op.add_column('forwards', sa.Column('server', sa.String(length=120), nullable=True))
    for name, table, columns in _INDEXES:
        op.create_index(name, table, columns, unique=False)
    for name, table, columns, where in _PARTIAL:
        op.create_index(name, table, columns, unique=False, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def downgrade() -> None:
    """Take it back."""
    for name, table, _, _ in reversed(_PARTIAL):
        op.drop_index(name, table_name=table)
    for name, table, _ in reversed(_INDEXES):
        op.drop_index(name, table_name=table)
    op.drop_column('forwards', 'server')
    op.drop_table('consent_cards')
