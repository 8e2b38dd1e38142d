"""Someone comes without a rendez-vous."""
