"""A year of each action of the field, lived through the services: one module per profile.

Each says in a table who did what, so that its figures can be counted by hand; ``diary`` writes it
down, ``desk`` makes the store of it.
"""
