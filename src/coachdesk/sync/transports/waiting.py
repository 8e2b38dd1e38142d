"""How long a server is waited for, whatever carries."""

PATIENCE = 50.0
"""Seconds that a silent server is waited for."""
TO_REACH = 20.0
"""Seconds for each address that its name stands for."""
HELD_BACK = 1 << 17
"""Bytes that the system may hold back: over a slow link, what is waited for is the server."""
