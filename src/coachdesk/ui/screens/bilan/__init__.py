"""The bilan of a year: its figures and charts, the texts written beside them, its closing."""
