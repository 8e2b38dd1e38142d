"""What became of those who left: one follow-up, and all those of a month."""
