"""A LINE of our own, for tests and for talking without credentials."""
