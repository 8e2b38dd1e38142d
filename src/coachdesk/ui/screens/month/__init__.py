"""The month: its figures, what is missing, its closing and its package."""
