"""Ask for the journal of a node, and for the keys of the two offices."""
