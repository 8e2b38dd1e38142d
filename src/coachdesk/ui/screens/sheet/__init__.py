"""Attendance sheets, looked at any time."""
