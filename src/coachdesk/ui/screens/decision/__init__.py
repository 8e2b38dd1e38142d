"""She enters the action, or not."""
