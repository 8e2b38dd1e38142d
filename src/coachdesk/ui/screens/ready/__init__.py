"""Prêt à partir: the check before the laptop is closed, and the copy elsewhere."""
