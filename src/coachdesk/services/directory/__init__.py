"""The carnet of the coach: référents RSA, partners, recipients, each changed by one act."""
