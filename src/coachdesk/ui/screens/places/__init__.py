"""Places with their openings, absences and closures, roads."""
