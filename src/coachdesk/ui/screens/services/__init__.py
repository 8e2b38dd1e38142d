"""The acts of the action: their list, the form of one, the outreach with its call-back list."""
