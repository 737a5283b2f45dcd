"""Every table, known to one metadata as soon as this is imported."""

import models.answer
import models.answerer
import models.appointment
import models.area
import models.attachment
import models.audit
import models.broadcast
import models.broadcast_picture
import models.broadcast_sketch
import models.consent
import models.consent_card
import models.contact
import models.contact_tag
import models.danger_flag
import models.draft
import models.entity
import models.facility
import models.facility_proposal
import models.follow_up
import models.form
import models.forward
import models.hand_out
import models.household
import models.inbox
import models.invite
import models.ladder
import models.lane
import models.need
import models.note
import models.organization
import models.outbox
import models.pair
import models.permission
import models.person
import models.plan
import models.push
import models.question
import models.referral
import models.reminder
import models.reminder_hours
import models.rich_menu
import models.rule
import models.submission
import models.thread
import models.topic
import models.visit
import models.workbook  # noqa: F401  # each tells the metadata of its tables
from models.base import Row

METADATA = Row.metadata
