"""Reports: tables of counts in which nobody can be recognised."""
