"""Real servers on loopback, each in its own folder, and the bad link between them and us."""
