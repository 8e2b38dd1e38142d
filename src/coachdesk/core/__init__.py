"""Standard library only: errors, clock, identifiers, resources, canonical JSON, French text."""
