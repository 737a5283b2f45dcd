"""Topics: what the bot answers about rights and services, in Thai and Lao side by side."""
