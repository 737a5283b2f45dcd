"""What to do about each event: one file a feature."""
