"""Broadcasts as plain values: to whom they go, and when they come again."""
