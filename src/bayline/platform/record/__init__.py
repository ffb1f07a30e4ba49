"""The record: sources by their hash, claims that are only added to, what people decided of them.

Everything that a region says stands here once, with the characters it stands on, who accepted it,
and when it was known. Systems write claims through `actions`; pages ask `queries`.
"""
