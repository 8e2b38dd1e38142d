"""Put a sauvegarde back in the place of the store, which stays aside; nothing is ever deleted."""
