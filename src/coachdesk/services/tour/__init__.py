"""The visite guidée: a store of its own, filled with an invented week."""
