"""The feuille de temps and the kilometres of a month."""
