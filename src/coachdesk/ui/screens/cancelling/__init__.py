"""A morning that the coach cancels."""
