"""Sauvegardes that make themselves while the desk is open, and the key that is plugged in."""
