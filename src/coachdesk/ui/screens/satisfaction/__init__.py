"""What people answered to the questionnaires, together."""
