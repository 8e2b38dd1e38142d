"""What leaves the desk: the monthly package and its verification."""
