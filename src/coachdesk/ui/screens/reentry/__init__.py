"""Someone who left comes again."""
