"""Danger: signs that somebody's life or safety is at stake, seen in what people type."""
