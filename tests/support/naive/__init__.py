"""The indicators counted by hand: facts as plain values, a loop over them for each figure.

``world`` holds the facts, ``drawing`` draws them, one module per subject of the catalogue counts
them under the names of its functions. Nothing here reads the program's queries.
"""
