"""The visite guidée: its window, its steps, the card beside the control that each points at."""
