"""The pad: one person draws her signature for one half-day."""
