"""The machine: where files go, and the traces of a crash."""
