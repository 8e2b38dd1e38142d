"""The command palette: one field that finds a person, a screen or an act."""
