"""Systems: each keeps one part of a region, in rooms of the same names."""
