"""The machine: paths, logs, single instance."""
