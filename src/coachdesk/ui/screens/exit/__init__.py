"""Someone leaves the action: the exit, and what remains before it."""
