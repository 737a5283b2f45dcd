"""Rosters: sheets of people, how their headings and cells are read, and what becomes of a row."""
