"""The list of participants, and the import of a workbook."""
