"""XPath 1.0 with ODK's functions, compiled to closures."""
