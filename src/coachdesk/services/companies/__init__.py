"""Companies: the list, one with all that it did, what is noted of it, two that are one."""
