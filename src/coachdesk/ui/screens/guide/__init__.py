"""The user guide in the window: its pages, what is sought in them, its pictures."""
