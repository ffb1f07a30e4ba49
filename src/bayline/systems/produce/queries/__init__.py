"""Tables of produce to terms."""
