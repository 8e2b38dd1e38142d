"""What hides the window from who has no business with it: the cover, the idle time, the session."""
