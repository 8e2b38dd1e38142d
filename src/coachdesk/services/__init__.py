"""Use cases, one verb each; the only place where the pure packages and the store meet."""
