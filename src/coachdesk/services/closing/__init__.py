"""A month closed: what is signed, frozen and built, in one transaction."""
