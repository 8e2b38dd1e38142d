"""What is asked of who stands before the pad, and how her answer is kept."""
