"""What each paper of a month says: rows of the store turned into the data of ``documents``."""
