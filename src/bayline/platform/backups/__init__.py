"""Backups: all that a home keeps in one archive, made while others write, checked before it counts.

An archive does not depend on the engine: rows as JSON lines, bytes as files named by their hash, a
manifest with the hash of each, the migrations that the tables had, and where every chain ended.
"""
