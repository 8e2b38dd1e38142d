"""Unlocking a store."""
