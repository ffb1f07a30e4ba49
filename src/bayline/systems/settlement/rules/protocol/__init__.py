"""What two offices say to each other and write down, in which order: no socket, no clock.

A node is a journal and what follows from it. Whoever drives it hands in messages and the time,
and carries what it answers; so the same node runs over a network and in a simulator.
"""
