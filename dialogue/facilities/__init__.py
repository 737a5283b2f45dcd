"""Places to get care as they are written and told: rows of a sheet, hours, phones."""
