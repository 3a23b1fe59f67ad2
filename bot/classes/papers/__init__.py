"""The report as a file: a table to calculate with, and pages to print."""
