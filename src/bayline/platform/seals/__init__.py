"""Seals: personal values are kept encrypted, a key for each person; without the key they are gone.

What is only added to can still be erased this way: destroying the key of a person makes every copy
of their values unreadable, in the record, in exports and in backups, while chains still verify.
"""
