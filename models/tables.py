"""Every table, known to one metadata as soon as this is imported."""

import models.attachment
import models.contact
import models.draft
import models.entity
import models.form
import models.forward
import models.inbox
import models.invite
import models.lane
import models.note
import models.organization
import models.outbox
import models.submission
import models.workbook  # noqa: F401  # each tells the metadata of its tables
from models.base import Row

METADATA = Row.metadata
