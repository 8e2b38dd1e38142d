"""The sheet of one rendez-vous."""
