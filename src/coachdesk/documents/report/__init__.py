"""The yearly bilan and the state of one day, as papers: first page, parts, charts, annex."""
