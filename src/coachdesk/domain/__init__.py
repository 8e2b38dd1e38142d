"""Rules as pure functions over frozen values; no storage, no screen, no file."""
