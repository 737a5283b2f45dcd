"""Finished submissions sent on to an ODK Central or Kobo server."""
