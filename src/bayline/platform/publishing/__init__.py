"""Publishing: what is frozen for the public, and how far somebody sees.

A publication is the record as it stood at one moment: the documents that may be shown, the claims
that were accepted then, the registers that are declared public. It never changes. What must go, for
it is wrong or concerns a person, is taken back: it disappears at once, and the publication says so.
"""
