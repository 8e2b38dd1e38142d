"""Documents: a paper of the action from its draft to its last signature and its copies."""
