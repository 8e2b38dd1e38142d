"""Réglages: one page, its sections at the left, each acting at once."""
