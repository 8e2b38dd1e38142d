"""The dossier de contrôle: all that is kept of the people whom a controller names, and no more."""
