"""Which entries of several lists are one project: suggested with reasons, decided by people.

Names are compared in one script and spelling; numbers of lists never are. What is told apart by a
phase (二期) or an extension (产能扩充) stays apart, and a name missing from a list says nothing.
"""
