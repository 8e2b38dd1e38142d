"""Aujourd’hui: the feuille de route and what is to be done."""
