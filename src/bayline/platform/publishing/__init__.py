"""Publishing: what is frozen for the public, and how far somebody sees."""
