"""Broadcasting: an audience frozen into chunks, each sent once, and what came of it."""
