"""The actions of the desk: their profile read, compared, replaced, and which one is worked in."""
