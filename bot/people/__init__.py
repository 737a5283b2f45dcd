"""The register of people as a workbook: in, out, and the answer for every row."""
