"""« Envois »: what waits to be sent, what left, what became of it."""
