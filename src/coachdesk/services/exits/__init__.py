"""Leaving an action and what comes after: exits, follow-ups, people who come again."""
