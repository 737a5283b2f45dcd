"""Submissions as tables that other programs open."""
