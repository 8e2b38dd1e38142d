"""The companies: the list, and one with its contacts, its trades, its log and its people."""
