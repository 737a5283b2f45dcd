"""Reports as files, and by command."""
