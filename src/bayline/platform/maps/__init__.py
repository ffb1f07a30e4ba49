"""The map: what lies where, from the shapes of the pack and the points of its registers.

Whoever shows it asks `queries` for layers; the page draws them on the server, and scripts only make
the picture move.
"""
