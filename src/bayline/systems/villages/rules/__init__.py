"""The decisions and the arithmetic of villages."""
