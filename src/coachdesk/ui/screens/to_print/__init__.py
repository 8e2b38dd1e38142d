"""What waits for the printer of the office: letters and copies."""
