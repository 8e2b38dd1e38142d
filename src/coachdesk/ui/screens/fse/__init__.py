"""The FSE+: indicators, records to complete, proofs, time and expenses."""
