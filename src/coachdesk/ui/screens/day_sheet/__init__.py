"""The feuille de journée."""
