"""The window; PySide6 only here. Touches data by services and queries, through the runner."""
