"""The coach's agenda: what stands in it, free slots, places, days off, roads."""
