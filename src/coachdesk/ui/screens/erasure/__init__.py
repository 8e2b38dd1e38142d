"""Someone is erased: what it will do, said before."""
