"""Taking samples in: what each cell of a table means, what bars it, and what is kept of it.

A table is coded first: each distinct text of a column is read once, so that millions of rows cost
as much as their distinct cells and some passes through whole numbers.
"""
