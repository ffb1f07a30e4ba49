"""The decisions and the arithmetic of links."""
