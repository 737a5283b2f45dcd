"""Understanding at work: what is read, embedded, kept and trained while the bot runs."""
