"""What is remembered: one file a table with its shelf."""
