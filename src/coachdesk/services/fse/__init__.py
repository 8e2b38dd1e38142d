"""The FSE+: one record for a person and an operation, what it lacks, what they come to."""
