"""Bringing a workbook in: chosen, mended line by line in the window, its words learned."""
