"""What a paper says of itself in its PDF information, so that a missing seal can be told."""

CREATOR = "CoachDesk"
"""Beginning of the /Creator of every paper: such a paper must carry a seal…"""
UNSEALED = "sans cachet"
"""… unless its /Keywords hold these words: the papers vouched for by their package alone."""
