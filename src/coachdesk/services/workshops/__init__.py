"""Ateliers collectifs: planned, signed by everyone, closed with their sheet."""
