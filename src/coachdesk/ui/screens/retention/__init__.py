"""The people whose time is over."""
