"""From a workbook to a form version, in a limited subprocess."""
