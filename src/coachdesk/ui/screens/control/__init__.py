"""The dossier de contrôle: the n° that a controller gives, and what leaves of each."""
