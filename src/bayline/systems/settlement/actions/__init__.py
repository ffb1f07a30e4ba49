"""What changes a node: rows of its journal, kept together."""
