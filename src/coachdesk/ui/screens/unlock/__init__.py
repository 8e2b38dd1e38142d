"""Unlocking a store, and making the first one."""
