"""The ateliers collectifs."""
