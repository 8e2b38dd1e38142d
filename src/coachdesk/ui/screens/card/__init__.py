"""A participant's card: identity, pathway, rendez-vous."""
