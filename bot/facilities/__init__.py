"""Facilities out of files and into them."""
