"""The files of the region pack as this home keeps them: every version, by path, never changed.

What a region says of itself in files (its front page, its registers' declarations, its schemes) is
kept here; documents are in the record. Whoever shows such a file asks `queries`.
"""
