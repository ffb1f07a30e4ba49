"""The index of the search: passages of texts, and names of documents, places and entries.

It follows what is kept, in the same transaction, and can be made again from it at any time.
"""
