"""People, visits and what is owed to them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '0008_people'
down_revision: str | None = '0007_standing_forwards'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    op.create_table('audits',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(length=32), nullable=False),
    sa.Column('action', sa.String(length=16), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('subject', sa.String(length=64), nullable=False),
    sa.Column('area', sa.String(length=6), nullable=False),
    sa.Column('is_demo', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audits'))
    )
    with op.batch_alter_table('audits', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audits_at'), ['at'], unique=False)
        batch_op.create_index('ix_audits_subject', ['subject', 'at'], unique=False)

    op.create_table('households',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('area', sa.String(length=6), nullable=False),
    sa.Column('mark_hash', sa.String(length=32), nullable=False),
    sa.Column('is_demo', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('village_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('mark_sealed', sa.LargeBinary(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_households'))
    )
    with op.batch_alter_table('households', schema=None) as batch_op:
        batch_op.create_index('ix_households_area', ['area', 'mark_hash'], unique=False)

    op.create_table('persons',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('area', sa.String(length=6), nullable=False),
    sa.Column('household_id', sa.String(length=36), nullable=True),
    sa.Column('status', sa.String(length=8), nullable=False),
    sa.Column('status_on', sa.Date(), nullable=True),
    sa.Column('name_hash', sa.String(length=32), nullable=False),
    sa.Column('assignee_id', sa.String(length=32), nullable=True),
    sa.Column('visited_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('is_demo', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['assignee_id'], ['contacts.id'], name=op.f('fk_persons_assignee_id_contacts'), ondelete='SET NULL', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['household_id'], ['households.id'], name=op.f('fk_persons_household_id_households'), ondelete='SET NULL', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_persons')),
    sa.UniqueConstraint('code', name=op.f('uq_persons_code'))
    )
    with op.batch_alter_table('persons', schema=None) as batch_op:
        batch_op.create_index('ix_persons_area', ['area', 'status'], unique=False)
        batch_op.create_index(batch_op.f('ix_persons_assignee_id'), ['assignee_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_persons_household_id'), ['household_id'], unique=False)
        batch_op.create_index('ix_persons_name_hash', ['name_hash', 'area'], unique=False)

    op.create_table('consents',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('purpose', sa.String(length=12), nullable=False),
    sa.Column('card', sa.String(length=20), nullable=False),
    sa.Column('given_by', sa.String(length=8), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('heard_by', sa.String(length=32), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('is_demo', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['heard_by'], ['contacts.id'], name=op.f('fk_consents_heard_by_contacts'), ondelete='SET NULL', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['persons.id'], name=op.f('fk_consents_person_id_persons'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consents'))
    )
    with op.batch_alter_table('consents', schema=None) as batch_op:
        batch_op.create_index('ix_consents_person_id', ['person_id', 'purpose', 'given_at'], unique=False)

    op.create_table('visits',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=True),
    sa.Column('household_id', sa.String(length=36), nullable=True),
    sa.Column('contact_id', sa.String(length=32), nullable=True),
    sa.Column('area', sa.String(length=6), nullable=False),
    sa.Column('place', sa.String(length=12), nullable=False),
    sa.Column('source', sa.String(length=8), nullable=False),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('is_demo', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_visits_contact_id_contacts'), ondelete='SET NULL', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['household_id'], ['households.id'], name=op.f('fk_visits_household_id_households'), ondelete='SET NULL', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['persons.id'], name=op.f('fk_visits_person_id_persons'), ondelete='SET NULL', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visits'))
    )
    with op.batch_alter_table('visits', schema=None) as batch_op:
        batch_op.create_index('ix_visits_area', ['area', 'ended_at', 'person_id'], unique=False)
        batch_op.create_index('ix_visits_contact_id', ['contact_id', 'status', 'started_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_visits_household_id'), ['household_id'], unique=False)
        batch_op.create_index('ix_visits_person_id', ['person_id', 'ended_at'], unique=False)

    op.create_table('answers',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('submission_id', sa.String(length=64), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=True),
    sa.Column('form_id', sa.String(length=200), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('value', sa.String(length=200), nullable=False),
    sa.Column('area', sa.String(length=6), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('is_demo', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['persons.id'], name=op.f('fk_answers_person_id_persons'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['submission_id'], ['submissions.id'], name=op.f('fk_answers_submission_id_submissions'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answers'))
    )
    with op.batch_alter_table('answers', schema=None) as batch_op:
        batch_op.create_index('ix_answers_form_id', ['form_id', 'name', 'at'], unique=False)
        batch_op.create_index('ix_answers_person_id', ['person_id', 'name', 'at'], unique=False)
        batch_op.create_index(batch_op.f('ix_answers_submission_id'), ['submission_id'], unique=False)

    op.create_table('needs',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('area', sa.String(length=6), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('subject', sa.String(length=64), nullable=False),
    sa.Column('urgency', sa.Integer(), nullable=False),
    sa.Column('whom', sa.String(length=8), nullable=False),
    sa.Column('status', sa.String(length=8), nullable=False),
    sa.Column('owner_id', sa.String(length=32), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('found_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('submission_id', sa.String(length=64), nullable=True),
    sa.Column('visit_id', sa.String(length=32), nullable=True),
    sa.Column('is_demo', sa.Boolean(), nullable=False),
    sa.Column('detail_sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['owner_id'], ['contacts.id'], name=op.f('fk_needs_owner_id_contacts'), ondelete='SET NULL', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['persons.id'], name=op.f('fk_needs_person_id_persons'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['submission_id'], ['submissions.id'], name=op.f('fk_needs_submission_id_submissions'), ondelete='SET NULL', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['visit_id'], ['visits.id'], name=op.f('fk_needs_visit_id_visits'), ondelete='SET NULL', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_needs'))
    )
    with op.batch_alter_table('needs', schema=None) as batch_op:
        batch_op.create_index('ix_needs_area', ['area', 'status', 'kind'], unique=False)
        batch_op.create_index('ix_needs_open', ['person_id', 'status'], unique=False)
        batch_op.create_index(batch_op.f('ix_needs_owner_id'), ['owner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_needs_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_needs_submission_id'), ['submission_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_needs_visit_id'), ['visit_id'], unique=False)

    op.create_table('plan_items',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('need_id', sa.String(length=32), nullable=True),
    sa.Column('area', sa.String(length=6), nullable=False),
    sa.Column('status', sa.String(length=8), nullable=False),
    sa.Column('by_on', sa.Date(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('contact_id', sa.String(length=32), nullable=True),
    sa.Column('is_demo', sa.Boolean(), nullable=False),
    sa.Column('problem_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('what_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('who_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('result_sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_plan_items_contact_id_contacts'), ondelete='SET NULL', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['need_id'], ['needs.id'], name=op.f('fk_plan_items_need_id_needs'), ondelete='SET NULL', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['persons.id'], name=op.f('fk_plan_items_person_id_persons'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_items'))
    )
    with op.batch_alter_table('plan_items', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_items_need_id'), ['need_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_plan_items_person_id'), ['person_id'], unique=False)

    op.create_table('referrals',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('need_id', sa.String(length=32), nullable=True),
    sa.Column('area', sa.String(length=6), nullable=False),
    sa.Column('status', sa.String(length=12), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ask_on', sa.Date(), nullable=False),
    sa.Column('asked', sa.Integer(), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('contact_id', sa.String(length=32), nullable=True),
    sa.Column('visit_id', sa.String(length=32), nullable=True),
    sa.Column('is_demo', sa.Boolean(), nullable=False),
    sa.Column('facility_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('reason_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('outcome_sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_referrals_contact_id_contacts'), ondelete='SET NULL', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['need_id'], ['needs.id'], name=op.f('fk_referrals_need_id_needs'), ondelete='SET NULL', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['persons.id'], name=op.f('fk_referrals_person_id_persons'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['visit_id'], ['visits.id'], name=op.f('fk_referrals_visit_id_visits'), ondelete='SET NULL', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_referrals')),
    sa.UniqueConstraint('code', name=op.f('uq_referrals_code'))
    )
    with op.batch_alter_table('referrals', schema=None) as batch_op:
        batch_op.create_index('ix_referrals_area', ['area', 'status'], unique=False)
        batch_op.create_index(batch_op.f('ix_referrals_need_id'), ['need_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_referrals_person_id'), ['person_id'], unique=False)

    op.create_table('follow_ups',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('household_id', sa.String(length=36), nullable=True),
    sa.Column('assignee_id', sa.String(length=32), nullable=True),
    sa.Column('area', sa.String(length=6), nullable=False),
    sa.Column('task', sa.String(length=40), nullable=False),
    sa.Column('subject', sa.String(length=100), nullable=False),
    sa.Column('form_id', sa.String(length=200), nullable=True),
    sa.Column('rule', sa.String(length=40), nullable=False),
    sa.Column('need_id', sa.String(length=32), nullable=True),
    sa.Column('referral_id', sa.String(length=32), nullable=True),
    sa.Column('opens_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('lapses_on', sa.Date(), nullable=True),
    sa.Column('status', sa.String(length=8), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_how', sa.String(length=12), nullable=False),
    sa.Column('closed_by', sa.String(length=64), nullable=True),
    sa.Column('is_demo', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['assignee_id'], ['contacts.id'], name=op.f('fk_follow_ups_assignee_id_contacts'), ondelete='SET NULL', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['closed_by'], ['submissions.id'], name=op.f('fk_follow_ups_closed_by_submissions'), ondelete='SET NULL', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['household_id'], ['households.id'], name=op.f('fk_follow_ups_household_id_households'), ondelete='SET NULL', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['need_id'], ['needs.id'], name=op.f('fk_follow_ups_need_id_needs'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['persons.id'], name=op.f('fk_follow_ups_person_id_persons'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['referral_id'], ['referrals.id'], name=op.f('fk_follow_ups_referral_id_referrals'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_ups')),
    sa.UniqueConstraint('person_id', 'subject', name=op.f('uq_follow_ups_person_id_subject'))
    )
    with op.batch_alter_table('follow_ups', schema=None) as batch_op:
        batch_op.create_index('ix_follow_ups_area', ['area', 'status', 'due_on'], unique=False)
        batch_op.create_index('ix_follow_ups_assignee_id', ['assignee_id', 'status', 'opens_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_follow_ups_closed_by'), ['closed_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_follow_ups_need_id'), ['need_id'], unique=False)
        batch_op.create_index('ix_follow_ups_person_id', ['person_id', 'status'], unique=False)
        batch_op.create_index(batch_op.f('ix_follow_ups_referral_id'), ['referral_id'], unique=False)

    with op.batch_alter_table('contacts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('asked', sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column('asked_sealed', sa.LargeBinary(), nullable=True))

    with op.batch_alter_table('parked', schema=None) as batch_op:
        batch_op.create_index('ix_parked_rides_on', ['rides_on'], unique=False, sqlite_where=sa.text('rides_on IS NOT NULL'), postgresql_where=sa.text('rides_on IS NOT NULL'))

    with op.batch_alter_table('drafts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('person_id', sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column('visit_id', sa.String(length=32), nullable=True))
        batch_op.create_index('ix_drafts_person_id', ['person_id'], unique=False)
        batch_op.create_index('ix_drafts_visit_id', ['visit_id'], unique=False)

    with op.batch_alter_table('entities', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_entities_contact_id'), ['contact_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_entities_submission_id'), ['submission_id'], unique=False)

    with op.batch_alter_table('submissions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('person_id', sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column('visit_id', sa.String(length=32), nullable=True))
        batch_op.create_index('ix_submissions_person_id', ['person_id', 'form_id', 'submitted_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_submissions_visit_id'), ['visit_id'], unique=False)



def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table('submissions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_submissions_visit_id'))
        batch_op.drop_index('ix_submissions_person_id')
        batch_op.drop_column('visit_id')
        batch_op.drop_column('person_id')

    with op.batch_alter_table('entities', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_entities_submission_id'))
        batch_op.drop_index(batch_op.f('ix_entities_contact_id'))

    with op.batch_alter_table('drafts', schema=None) as batch_op:
        batch_op.drop_index('ix_drafts_visit_id')
        batch_op.drop_index('ix_drafts_person_id')
        batch_op.drop_column('visit_id')
        batch_op.drop_column('person_id')

    with op.batch_alter_table('parked', schema=None) as batch_op:
        batch_op.drop_index('ix_parked_rides_on', sqlite_where=sa.text('rides_on IS NOT NULL'), postgresql_where=sa.text('rides_on IS NOT NULL'))

    with op.batch_alter_table('contacts', schema=None) as batch_op:
        batch_op.drop_column('asked_sealed')
        batch_op.drop_column('asked')

    with op.batch_alter_table('follow_ups', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_follow_ups_referral_id'))
        batch_op.drop_index('ix_follow_ups_person_id')
        batch_op.drop_index(batch_op.f('ix_follow_ups_need_id'))
        batch_op.drop_index(batch_op.f('ix_follow_ups_closed_by'))
        batch_op.drop_index('ix_follow_ups_assignee_id')
        batch_op.drop_index('ix_follow_ups_area')

    op.drop_table('follow_ups')
    with op.batch_alter_table('referrals', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_referrals_person_id'))
        batch_op.drop_index(batch_op.f('ix_referrals_need_id'))
        batch_op.drop_index('ix_referrals_area')

    op.drop_table('referrals')
    with op.batch_alter_table('plan_items', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_items_person_id'))
        batch_op.drop_index(batch_op.f('ix_plan_items_need_id'))

    op.drop_table('plan_items')
    with op.batch_alter_table('needs', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_needs_visit_id'))
        batch_op.drop_index(batch_op.f('ix_needs_submission_id'))
        batch_op.drop_index(batch_op.f('ix_needs_person_id'))
        batch_op.drop_index(batch_op.f('ix_needs_owner_id'))
        batch_op.drop_index('ix_needs_open')
        batch_op.drop_index('ix_needs_area')

    op.drop_table('needs')
    with op.batch_alter_table('answers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_answers_submission_id'))
        batch_op.drop_index('ix_answers_person_id')
        batch_op.drop_index('ix_answers_form_id')

    op.drop_table('answers')
    with op.batch_alter_table('visits', schema=None) as batch_op:
        batch_op.drop_index('ix_visits_person_id')
        batch_op.drop_index(batch_op.f('ix_visits_household_id'))
        batch_op.drop_index('ix_visits_contact_id')
        batch_op.drop_index('ix_visits_area')

    op.drop_table('visits')
    with op.batch_alter_table('consents', schema=None) as batch_op:
        batch_op.drop_index('ix_consents_person_id')

    op.drop_table('consents')
    with op.batch_alter_table('persons', schema=None) as batch_op:
        batch_op.drop_index('ix_persons_name_hash')
        batch_op.drop_index(batch_op.f('ix_persons_household_id'))
        batch_op.drop_index(batch_op.f('ix_persons_assignee_id'))
        batch_op.drop_index('ix_persons_area')

    op.drop_table('persons')
    with op.batch_alter_table('households', schema=None) as batch_op:
        batch_op.drop_index('ix_households_area')

    op.drop_table('households')
    with op.batch_alter_table('audits', schema=None) as batch_op:
        batch_op.drop_index('ix_audits_subject')
        batch_op.drop_index(batch_op.f('ix_audits_at'))

    op.drop_table('audits')
