"""The door and the clockwork: LINE, web, database session, queues, timetable, words."""
