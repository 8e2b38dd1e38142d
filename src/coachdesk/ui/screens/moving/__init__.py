"""Someone phones to move her rendez-vous, or to be excused."""
