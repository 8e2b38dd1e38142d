"""The agenda as a calendar file."""
