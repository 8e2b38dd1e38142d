"""Sauvegardes: made by themselves and when asked, verified, tried, kept in rotation."""
