"""The read side: one module per subject, one SELECT of rows per list; its figure is their COUNT.

A listing is a SELECT that returns the rows a user would want to see: number, names, and what makes
them count. ``listing.count`` and its siblings aggregate that same SELECT. Words come as the keys of
the action profile; giving them their labels is up to the reader.
"""
