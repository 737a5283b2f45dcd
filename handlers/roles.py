"""Roles, by what they may do."""

FILLS_FORMS = ("volunteer", "coordinator")
PUBLISHES_FORMS = ("coordinator",)
