"""What goes to a phone."""
