"""A prescription arrives."""
