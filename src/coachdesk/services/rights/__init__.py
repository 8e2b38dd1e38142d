"""What people may ask for of what is kept about them, and what the association must tell."""
