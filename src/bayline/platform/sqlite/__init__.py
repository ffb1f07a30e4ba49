"""SQLite as Django speaks to it, in a folder that is made with the first connection.

Reading stores nothing, so nothing is made for it; what does store shall not ask for a folder first.
"""
