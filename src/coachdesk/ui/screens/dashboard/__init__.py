"""The tableau de bord: where the action stands today, and what is to come."""
