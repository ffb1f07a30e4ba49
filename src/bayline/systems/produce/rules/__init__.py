"""The decisions of produce."""
