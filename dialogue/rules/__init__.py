"""Rules of follow-ups: what is owed to people by a date, and what closes it."""
